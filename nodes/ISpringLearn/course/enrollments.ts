import { failed } from '../../shared/failure';
import { readAll } from '../../shared/http/pages';
import { scalarText, type JsonObject } from '../../shared/json/json';
import { idKey, isSameId, uniqueIds } from '../user/compare';
import type { PagedList, RestClient } from '../wire/restClient';
import { once } from '../wire/roster';
import { catalog, type Catalog, type Course, type CourseNames } from './catalog';
import { inParts } from './gathered';
import { learners, type Learner, type Learners } from './learners';

/** Source: OpenAPI, `GET /enrollments`. */
export const ENROLLMENTS: PagedList = { path: '/enrollments', property: 'enrollments', idName: 'enrollmentId' };

/** One learner in one course. */
export type Place = Readonly<{ courseId: string; learnerId: string }>;

/** The same with what people call them: the course by its title, the learner as the item named them. */
export type Pair = Place & Readonly<{ course: string; person: string }>;

/** What an item names. */
export type Asked = Readonly<{ learners: readonly string[]; courses: CourseNames | 'all' }>;

/** The same, found. No courses: all of them. */
export type Meant = Readonly<{ learners: readonly Learner[]; courses?: readonly Course[] }>;

/** One of iSpring's records. Nothing keeps two of them from being for the same learner and course. */
export type Enrollment = Place & Readonly<{ enrollmentId: string }>;

/** Who is enrolled in what, as far as the items of an execution name them. */
export type EnrollmentBook = Readonly<{
	people: Learners;
	courses: Catalog;
	/** Said of every item before the first is worked on: what they name is read in few requests. */
	want: (asked: Asked) => void;
	/** @throws FailureError `notFound` or `ambiguous` for a learner or a course */
	meant: (asked: Asked) => Promise<Meant>;
	/** What is there of what an item means, as it was read or written last. */
	there: (meant: Meant) => Promise<readonly Enrollment[]>;
	/** The same without waiting, of what was read before. */
	known: (place: Place) => readonly Enrollment[];
	/** Reads it again. */
	look: (places: readonly Place[]) => Promise<void>;
}>;

export function enrollmentBook(client: RestClient): EnrollmentBook {
	const [people, courses] = [learners(client), catalog(client)];
	const wanted: Asked[] = [];
	/** By learner, then by ID. */
	const book = new Map<string, readonly Enrollment[]>();

	const meant = async (asked: Asked): Promise<Meant> => {
		const found = await Promise.all(asked.learners.map(async (text) => await people.find(text)));
		const learnersOnce = [...new Map(found.map((learner) => [idKey(learner.id), learner])).values()];
		return asked.courses === 'all' ? { learners: learnersOnce } : { learners: learnersOnce, courses: await courses.find(asked.courses) };
	};
	/** What can't be found is an error of its own item. */
	const readWanted = once(async () => {
		const all = (await Promise.allSettled(wanted.map(meant))).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
		const learnerIds = uniqueIds(all.flatMap((one) => one.learners.map(({ id }) => id)));
		const isEvery = all.some((one) => one.courses === undefined);
		const courseIds = isEvery ? [] : uniqueIds(all.flatMap((one) => (one.courses ?? []).map(({ id }) => id)));
		for (const id of learnerIds) book.set(idKey(id), []);
		for (const row of await readEnrollments(client, { learnerIds, courseIds })) add(row);
	});
	const add = (row: Enrollment): void => {
		const key = idKey(row.learnerId);
		book.set(key, [...(book.get(key) ?? []), row]);
	};

	return {
		people,
		courses,
		want: (asked) => {
			wanted.push(asked);
			asked.learners.forEach(people.want);
			if (asked.courses !== 'all') courses.want(asked.courses);
		},
		meant,
		there: async ({ learners: some, courses: of }) => {
			await readWanted.get();
			const ids = of && new Set(of.map(({ id }) => idKey(id)));
			return some.flatMap(({ id }) => (book.get(idKey(id)) ?? []).filter(({ courseId }) => ids?.has(idKey(courseId)) ?? true));
		},
		known: ({ courseId, learnerId }) => (book.get(idKey(learnerId)) ?? []).filter((one) => isSameId(one.courseId, courseId)),
		look: async (places) => {
			const learnerIds = uniqueIds(places.map((one) => one.learnerId));
			const courseIds = uniqueIds(places.map((one) => one.courseId));
			const rows = await readEnrollments(client, { learnerIds, courseIds });
			const isLooked = memberOf(courseIds);
			for (const id of learnerIds.map(idKey)) {
				const others = (book.get(id) ?? []).filter(({ courseId }) => !isLooked(courseId));
				book.set(id, others);
			}
			rows.forEach(add);
		},
	};
}

type Ids = Readonly<{ learnerIds: readonly string[]; courseIds: readonly string[] }>;

/**
 * Enrollments of these learners, in these courses or in any.
 * @throws FailureError `incomplete` where some may be missing: whoever is taken for not enrolled would be enrolled twice
 */
async function readEnrollments(client: RestClient, { learnerIds, courseIds }: Ids): Promise<readonly Enrollment[]> {
	// More courses than fit into one request are told apart here.
	const [few = []] = courseIds.length <= MOST_COURSES ? [courseIds] : [];
	const rows = await Promise.all(inParts(learnerIds).map(async (part) => await readComplete(client, { learnerIds: part, courseIds: few })));
	const [isLearner, isCourse] = [memberOf(learnerIds), memberOf(courseIds)];
	return rows.flat().filter((row) => isLearner(row.learnerId) && (courseIds.length === 0 || isCourse(row.courseId)));
}

const MOST_COURSES = 20;

async function readComplete(client: RestClient, ids: Ids): Promise<readonly Enrollment[]> {
	const { rows, end } = await readAll(client.rows({ ...ENROLLMENTS, query: filterBy(ids) }));
	const enrollments = rows.flatMap(enrollmentOf);
	if (end.complete && enrollments.length === rows.length) return enrollments;
	const why = end.complete ? 'a row names no course or no learner' : end.why;
	throw failed({ kind: 'incomplete', says: `The list of enrollments may be incomplete: ${why}`, todo: 'Run it again.' });
}

export function filterBy(ids: Ids): ReadonlyArray<readonly [string, string]> {
	return (['courseIds', 'learnerIds'] as const).flatMap((name) => ids[name].map((id) => [`${name}[]`, id] as const));
}

export function enrollmentOf(row: JsonObject): Enrollment[] {
	const [enrollmentId, courseId, learnerId] = [scalarText(row.enrollmentId), scalarText(row.courseId), scalarText(row.learnerId)];
	return enrollmentId && courseId && learnerId ? [{ enrollmentId, courseId, learnerId }] : [];
}

function memberOf(ids: readonly string[]): (id: string) => boolean {
	const keys = new Set(ids.map(idKey));
	return (id) => keys.has(idKey(id));
}

/** Every learner in every course, in the order of the item. */
export function pairsOf({ learners: some, courses = [] }: Meant): readonly Pair[] {
	return some.flatMap(({ id: learnerId, person }) =>
		courses.map(({ id: courseId, title: course }) => ({ courseId, course, learnerId, person })),
	);
}
