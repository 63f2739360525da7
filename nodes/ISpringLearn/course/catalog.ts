import { failed } from '../../shared/failure';
import { allRows, type ListEnd } from '../../shared/http/pages';
import { scalarText, type JsonObject } from '../../shared/json/json';
import { recordFinder, type ListedRecord } from '../../shared/provisioning/recordFinder';
import { idKey } from '../user/compare';
import type { PagedList, RestClient } from '../wire/restClient';
import { gathered, isId } from './gathered';

/** What people can be enrolled in: a course, a learning track or a single document. */
export type Course = Readonly<{ id: string; title: string }>;

/** The courses that an item names, each by its ID or its title. `whole`: one text with commas, which may be a single title. */
export type CourseNames = Readonly<{ texts: readonly string[]; whole?: string }>;

export type Catalog = ReturnType<typeof catalog>;

const CONTENTS: PagedList = { path: '/contents', property: 'contentItems', idName: 'contentItemId' };

/**
 * Courses of the account, of some types or of all (documented: OpenAPI, `GET /contents`). The parameter of the types is
 * declared as a list without the brackets that others have, so what iSpring makes of several is unknown: each type is asked
 * for by itself, and what is said to be of another one is left out.
 */
export async function* contentRows(
	client: RestClient,
	{ types, pageSize }: Readonly<{ types: readonly string[]; pageSize?: number }>,
): AsyncGenerator<JsonObject, ListEnd> {
	if (types.length === 0) return yield* client.rows({ ...CONTENTS, pageSize });
	let end: ListEnd = { complete: true };
	for (const type of types) {
		const rows = client.rows({ ...CONTENTS, pageSize, query: [['contentTypes', type]] });
		for (let next = await rows.next(); ; next = await rows.next()) {
			if (next.done) {
				if (end.complete) end = next.value;
				break;
			}
			if ((scalarText(next.value.contentItemType) ?? type) === type) yield next.value;
		}
	}
	return end;
}

/** The account's courses by ID or title. IDs are looked up together; the whole list is read once, where a title is named. */
export function catalog(client: RestClient) {
	const byId = gathered(async (ids) => {
		const { rows } = await client.page({ ...CONTENTS, query: ids.map((id) => ['contentItemIds[]', id] as const) }, '');
		return new Map(rows.map(courseOf).map((course) => [idKey(course.id), course]));
	});
	const byTitle = recordFinder({
		noun: 'course',
		keys: ['name'],
		isId,
		all: async () =>
			(await allRows(contentRows(client, { types: [] }), 'courses')).map(courseOf).map(({ id, title }) => ({ id, name: title })),
	});

	const find = async (text: string): Promise<Course> => {
		if (!isId(text)) return asCourse(await byTitle.theOne(text, COURSES));
		const course = await byId.get(idKey(text));
		if (course) return course;
		throw failed({
			kind: 'notFound',
			parameter: COURSES,
			says: `No course with the ID "${text}" was found`,
			todo: `Check the value of ${COURSES}, and whether the credential has access to it.`,
		});
	};

	return {
		want: ({ texts }: CourseNames): void => texts.filter(isId).forEach((text) => byId.want(idKey(text))),
		/** @throws FailureError `notFound` or `ambiguous` */
		find: async ({ texts, whole }: CourseNames): Promise<readonly Course[]> => {
			const isOne = whole !== undefined && (await byTitle.meant(whole)).length > 0;
			const courses = await Promise.all((isOne ? [whole] : texts).map(find));
			return [...new Map(courses.map((course) => [idKey(course.id), course])).values()];
		},
		wantTitle: (id: string): void => byId.want(idKey(id)),
		/** Undefined for a course that is not there any more, or that the credential can't see. */
		titleOf: async (id: string): Promise<string | undefined> => (await byId.get(idKey(id)))?.title,
	};
}

/** The parameter, as the editor shows it. */
const COURSES = 'Courses';

function asCourse({ id, name: title }: ListedRecord): Course {
	return { id, title };
}

export function courseOf({ contentItemId, title }: JsonObject): Course {
	return { id: scalarText(contentItemId) ?? '', title: scalarText(title) ?? '' };
}
