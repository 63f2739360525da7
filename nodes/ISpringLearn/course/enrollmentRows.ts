import type { ListEnd } from '../../shared/http/pages';
import { isJsonObject, type JsonObject } from '../../shared/json/json';
import type { RestClient } from '../wire/restClient';
import type { CourseNames } from './catalog';
import { ENROLLMENTS, enrollmentOf, filterBy, type EnrollmentBook } from './enrollments';
import { inParts } from './gathered';
import { isFinished, progress, type Scope } from './progress';

/** What an item filters by. Nothing is no filter. */
export type EnrollmentFilter = Readonly<{
	learners: readonly string[];
	courses: CourseNames;
	completion: 'any' | 'finished' | 'notFinished';
	withProgress: boolean;
	pageSize: number;
}>;

/** So many rows are named at once. */
const ROWS_AT_ONCE = 200;

/** Enrollments with the names of course and learner beside their IDs, and with `result` where it is asked for. */
export function enrollmentRows(client: RestClient, { people, courses }: EnrollmentBook) {
	const resultOf = progress(client);

	const described = async (rows: readonly JsonObject[], scope: Scope | undefined): Promise<readonly JsonObject[]> => {
		const places = rows.map((row) => enrollmentOf(row)[0]);
		for (const place of places) {
			if (!place) continue;
			people.want(place.learnerId);
			courses.wantTitle(place.courseId);
		}
		return await Promise.all(
			rows.map(async (row, i) => {
				const place = places[i];
				if (!place) return row;
				const [person, course, result] = await Promise.all([
					people.nameOf(place.learnerId),
					courses.titleOf(place.courseId),
					scope && resultOf(scope, place),
				]);
				return { ...row, person, course: course ?? null, ...(scope ? { result: result ?? null } : {}) };
			}),
		);
	};

	return async function* ({ learners, courses: named, ...asked }: EnrollmentFilter): AsyncGenerator<JsonObject, ListEnd> {
		const [found, wanted] = await Promise.all([Promise.all(learners.map(people.find)), courses.find(named)]);
		const { completion, withProgress, pageSize } = asked;
		const scope = withProgress || completion !== 'any' ? (learners.length > 0 ? 'learnerId' : 'courseId') : undefined;
		const isAsked = ({ result }: JsonObject): boolean =>
			completion === 'any' || isFinished(isJsonObject(result) ? result : undefined) === (completion === 'finished');

		let end: ListEnd = { complete: true };
		for (const learnerIds of partsOf(found.map(({ id }) => id)))
			for (const courseIds of partsOf(wanted.map(({ id }) => id))) {
				const rows = client.rows({ ...ENROLLMENTS, pageSize, query: filterBy({ learnerIds, courseIds }) });
				const ended = yield* inChunks(rows, {
					most: Math.min(pageSize, ROWS_AT_ONCE),
					of: async (some) => (await described(some, scope)).filter(isAsked),
				});
				if (end.complete) end = ended;
			}
		return end;
	};
}

/** Parts that fit into a request together; one that filters by nothing where nothing is named. */
function partsOf(ids: readonly string[]): ReadonlyArray<readonly string[]> {
	return ids.length === 0 ? [[]] : inParts(ids, 25);
}

type Chunks = Readonly<{ most: number; of: (rows: readonly JsonObject[]) => Promise<readonly JsonObject[]> }>;

async function* inChunks(rows: AsyncGenerator<JsonObject, ListEnd>, { most, of }: Chunks): AsyncGenerator<JsonObject, ListEnd> {
	let chunk: JsonObject[] = [];
	for (let next = await rows.next(); ; next = await rows.next()) {
		if (!next.done) chunk.push(next.value);
		if (chunk.length >= most || (next.done && chunk.length > 0)) {
			yield* await of(chunk);
			chunk = [];
		}
		if (next.done) return next.value;
	}
}
