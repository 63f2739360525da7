import { allRows } from '../../shared/http/pages';
import { scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { idKey, isSameId } from '../user/compare';
import type { PagedList, RestClient } from '../wire/restClient';
import type { Place } from './enrollments';
import { grouped } from './gathered';

/**
 * Statuses that end a course well. Source of the words: OpenAPI, CompletionStatus; what they mean is assumed from their
 * names: no page explains them.
 */
const FINISHED: ReadonlySet<string> = new Set(['complete', 'passed', 'accepted']);

export function isFinished(result: JsonObject | undefined): boolean {
	return FINISHED.has(scalarText(result?.completionStatus) ?? '');
}

/** By whom results are read: some learners, or everybody in some courses. */
export type Scope = 'learnerId' | 'courseId';

const RESULTS: PagedList = { path: '/learners/results', property: 'results', idName: 'userId' };
const FILTERS = { learnerId: 'userIds', courseId: 'courseIds' } as const;

/**
 * How far learners are, read once for each learner or each course (documented: OpenAPI, `GET /learners/results`). The
 * parameters are declared as lists without the brackets that others have, so what iSpring makes of several is unknown: each
 * is asked for by itself. That people who have not begun are among the results is assumed, from the status `not_started`.
 */
export function progress(client: RestClient) {
	const lists = new Map<string, Promise<ReadonlyMap<string, readonly JsonObject[]>>>();

	const readBy = async (scope: Scope, id: string) => {
		const rows = await allRows(client.rows({ ...RESULTS, query: [[FILTERS[scope], id]] }, resultId), 'results');
		return grouped(rows, (row) => idKey(`${text(row.userId)}/${text(row.courseId)}`));
	};
	const resultsBy = async (scope: Scope, id: string): Promise<ReadonlyMap<string, readonly JsonObject[]>> => {
		const key = `${scope} ${idKey(id)}`;
		const list = lists.get(key) ?? readBy(scope, id);
		lists.set(key, list);
		return await list;
	};

	/** What is said of an enrollment; the other one of the same course where no result names it. */
	return async (scope: Scope, { enrollmentId, ...place }: Place & Readonly<{ enrollmentId: string }>): Promise<JsonObject | undefined> => {
		const found = (await resultsBy(scope, place[scope])).get(idKey(`${place.learnerId}/${place.courseId}`)) ?? [];
		return found.find((row) => isSameId(text(row.enrollmentId), enrollmentId)) ?? found.find((row) => text(row.enrollmentId) === '');
	};
}

/** No result has an ID of its own. */
function resultId(row: JsonObject): string {
	return [row.userId, row.courseId, row.enrollmentId].map(text).join('/');
}

function text(value: Json | undefined): string {
	return scalarText(value) ?? '';
}
