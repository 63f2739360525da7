import type { INodeProperties } from 'n8n-workflow';

import { toTexts } from '../../shared/fields/values';
import { optionsParameter } from '../../shared/n8n/parameters/options';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import type { Offered, Operations } from '../../shared/n8n/run/operations';
import { getRecords } from '../../shared/n8n/run/recordOperations';
import { recordChoices } from '../../shared/n8n/run/recordParameters';
import { contentRows } from '../course/catalog';
import { openISpring, REST } from './apis';
import { pageSizeOf } from './parameters';

/** Source: OpenAPI, ContentType. */
const TYPES: Readonly<Record<string, string>> = {
	Assignment: 'Assignment',
	Audio: 'Audio',
	Book: 'Book',
	Course: 'Course',
	ExcelSpreadsheet: 'Excel Spreadsheet',
	ExternalCourse: 'External Course',
	Image: 'Image',
	Interaction: 'Interaction',
	iSpringSuiteModule: 'iSpring Suite Module',
	LearningTrack: 'Learning Track',
	Link: 'Link',
	OnlineQuiz: 'Online Quiz',
	Page: 'Page',
	PDFDocument: 'PDF Document',
	PowerPointPresentation: 'PowerPoint Presentation',
	Quiz: 'Quiz',
	RolePlay: 'Role-Play',
	SCORM: 'SCORM',
	Survey: 'Survey',
	Video: 'Video',
	WordDocument: 'Word Document',
};

/** How the editor calls a type; the vendor's own word for one that is new. */
export function typeName(type: string): string {
	return TYPES[type] ?? type;
}

const TYPES_FILTER: INodeProperties = {
	displayName: 'Types',
	name: 'types',
	type: 'multiOptions',
	options: Object.entries(TYPES).map(([value, name]) => ({ name, value })),
	default: [],
	description: 'Only content of these types. Each type is read on its own.',
};

const getAll = getRecords({
	resource: 'course',
	open: async (context) => await openISpring(context, REST),
	options: optionsParameter,
	filters: (show) => [filtersParameter(show, [TYPES_FILTER])],
	read: (context, i) => ({
		types: toTexts(TYPES_FILTER.displayName, context.getNodeParameter('filters.types', i, [])),
		pageSize: pageSizeOf(context, i),
	}),
	rows: ({ channel }, query) => contentRows(channel.client, query),
	/** What people can be enrolled in, flat. The older property with the type is deprecated. */
	simplified: ({
		contentItemId = null,
		title = null,
		contentItemType,
		type = null,
		description = null,
		addedDate = null,
		viewUrl = null,
	}) => ({
		courseId: contentItemId,
		title,
		type: contentItemType ?? type,
		description,
		addedDate,
		viewUrl,
	}),
});

export const course = { getAll } satisfies Operations[string];

export const courseOffers: readonly Offered[] = recordChoices('course', 'courses', {
	getAll: 'Get the courses, learning tracks and documents that users can be enrolled in',
});
