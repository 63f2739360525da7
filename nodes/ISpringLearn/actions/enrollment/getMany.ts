import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { booleanOf, choiceOf } from '../../../shared/n8n/parameters/readings';
import { filtersParameter } from '../../../shared/n8n/run/getMany';
import { getRecords } from '../../../shared/n8n/run/recordOperations';
import { enrollmentRows, type EnrollmentFilter } from '../../course/enrollmentRows';
import { pageSizeOf } from '../parameters';
import { coursesField, coursesIn, ENROLLMENTS, learnersField, learnersIn, openEnrollments } from './parameters';

const COMPLETIONS = ['any', 'finished', 'notFinished'] as const;
const COMPLETION: INodeProperties = {
	displayName: 'Completion',
	name: 'completion',
	type: 'options',
	options: [
		{ name: 'Any', value: 'any' },
		{ name: 'Finished', value: 'finished', description: 'Complete, passed or accepted' },
		{ name: 'Not Finished', value: 'notFinished' },
	],
	default: 'any',
	description: 'How far the learners are. Anything but Any reads the results, as Include Progress does.',
};
const PROGRESS: INodeProperties = {
	displayName: 'Include Progress',
	name: 'includeProgress',
	type: 'boolean',
	default: false,
	description: 'Whether to add how far each learner is. The results are read once per learner in Filters, or once per course.',
};

async function openToList(context: IExecuteFunctions) {
	const opened = await openEnrollments(context);
	return { ...opened, rows: enrollmentRows(opened.client, opened.book) };
}

export const getAll = getRecords({
	...ENROLLMENTS,
	open: openToList,
	above: (show) => [{ ...PROGRESS, displayOptions: { show } }],
	filters: (show) => [
		filtersParameter(
			show,
			[COMPLETION, coursesField, learnersField],
			'Only enrollments that match all filters. Empty filters match everything.',
		),
	],
	read: (context, i, { book }): EnrollmentFilter => {
		const [learners, courses] = [learnersIn(context, i, 'filters.learners'), coursesIn(context, i, 'filters.courses')];
		learners.forEach(book.people.want);
		book.courses.want(courses);
		return {
			learners,
			courses,
			completion: choiceOf(context, i, COMPLETION, { words: COMPLETIONS, within: 'filters' }),
			withProgress: booleanOf(context, i, PROGRESS),
			pageSize: pageSizeOf(context, i),
		};
	},
	rows: ({ rows }, filter) => rows(filter),
	simplified,
});

/** An enrollment, flat, with what is known of the learner's progress where it was read. */
function simplified(row: IDataObject): IDataObject {
	const { enrollmentId = null, courseId = null, course = null, learnerId = null, person = null, accessDate = null, dueDate = null } = row;
	const own = { person, course, enrollmentId, courseId, learnerId, accessDate, dueDate };
	if (row.result === undefined) return own;
	const { completionStatus = null, completionDate = null, isOverdue = null } = isRecord(row.result) ? row.result : {};
	return { ...own, completionStatus, completionDate, isOverdue };
}

function isRecord(value: IDataObject['x']): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
