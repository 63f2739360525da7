import { failed, type FailureError } from '../../shared/failure';
import { readAll, type ListEnd } from '../../shared/http/pages';
import { scalarText, type JsonObject } from '../../shared/json/json';
import { folded } from '../../shared/provisioning/keys';
import { idKey } from '../user/compare';
import type { PagedList, RestClient } from '../wire/restClient';
import { once } from '../wire/roster';
import { gathered, grouped, isId } from './gathered';

/** What people can be enrolled in: a course, a learning track or a single document. */
export type Course = Readonly<{ id: string; title: string }>;

/** The courses that an item names, each by its ID or its title. `whole`: one text with commas, which may be a single title. */
export type CourseNames = Readonly<{ texts: readonly string[]; whole?: string }>;

export type Catalog = ReturnType<typeof catalog>;

/** Source: OpenAPI, `GET /contents`. */
const CONTENTS: PagedList = { path: '/contents', property: 'contentItems', idName: 'contentItemId' };

/**
 * Courses of the account, of some types or of all. The parameter of the types is declared as a list without the brackets
 * that others have, so what iSpring makes of several is not known: each type is asked for by itself, and what is said to be
 * of another one is left out.
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
	const byTitle = once(async () => {
		const { rows, end } = await readAll(contentRows(client, { types: [] }));
		if (!end.complete && end.lacks === 'rows') throw halfAList(end.why);
		return grouped(rows.map(courseOf), ({ title }) => folded(title.trim()));
	});

	const titled = async (text: string): Promise<readonly Course[]> => (await byTitle.get()).get(folded(text.trim())) ?? [];
	const find = async (text: string): Promise<Course> => {
		if (isId(text)) {
			const course = await byId.get(idKey(text));
			if (course) return course;
			throw noCourse(`with the ID "${text}"`, 'Check the ID, and whether the credential has access to this course.');
		}
		const [course, ...others] = await titled(text);
		if (!course) throw noCourse(`called "${text}"`, 'Check the title: Course, Get Many lists them all.');
		if (others.length > 0) throw severalCourses(text, [course, ...others]);
		return course;
	};

	return {
		want: ({ texts }: CourseNames): void => texts.filter(isId).forEach((text) => byId.want(idKey(text))),
		/** @throws FailureError `notFound` or `ambiguous` */
		find: async ({ texts, whole }: CourseNames): Promise<readonly Course[]> => {
			const single = whole === undefined ? [] : await titled(whole);
			const courses = single.length > 0 ? [await find(whole ?? '')] : await Promise.all(texts.map(find));
			return [...new Map(courses.map((course) => [idKey(course.id), course])).values()];
		},
		wantTitle: (id: string): void => byId.want(idKey(id)),
		/** Undefined for a course that is not there any more, or that the credential can't see. */
		titleOf: async (id: string): Promise<string | undefined> => (await byId.get(idKey(id)))?.title,
	};
}

export function courseOf({ contentItemId, title }: JsonObject): Course {
	return { id: scalarText(contentItemId) ?? '', title: scalarText(title) ?? '' };
}

function noCourse(called: string, todo: string): FailureError {
	return failed({ kind: 'notFound', says: `No course ${called} was found`, todo });
}

function severalCourses(title: string, courses: readonly Course[]): FailureError {
	return failed({
		kind: 'ambiguous',
		says: `${courses.length} courses are called "${title}": ${courses.map(({ id }) => id).join(', ')}`,
		todo: 'Choose one of them from the list, or by ID.',
	});
}

function halfAList(why: string): FailureError {
	return failed({
		kind: 'incomplete',
		says: `The list of courses may be incomplete: ${why}`,
		todo: 'Run it again, or name courses by ID.',
	});
}
