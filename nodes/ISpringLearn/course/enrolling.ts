import { failureOf } from '../../shared/failure';
import { writesInTurn } from '../../shared/http/writesInTurn';
import { jsonNumber, type JsonObject } from '../../shared/json/json';
import { counted } from '../../shared/words';
import { idKey, uniqueIds } from '../user/compare';
import type { RestClient } from '../wire/restClient';
import type { Enrollment, EnrollmentBook, Pair, Place } from './enrollments';
import { grouped, inParts } from './gathered';
import { turnsOfSeveral, untilDone } from './untilDone';

/** Until when new enrollments are to be done. `duePeriod` in hours; days as YYYY-MM-DD. */
export type Dates = Readonly<{
	dueDateType: 'default' | 'unlimited' | 'due_date' | 'due_period';
	dueDate?: string;
	duePeriod?: number;
	accessDate?: string;
	lockAfterDueDate?: boolean;
}>;

/** Which of the pairs were not there before. */
export type Enrolled = Readonly<{ made: readonly Pair[]; warnings: readonly string[] }>;

/**
 * Enrolls learners where they are not enrolled yet. Documented (OpenAPI, `POST /enrollment`): all learners in all courses,
 * and an answer that holds nothing. Whether iSpring would enroll somebody twice is unknown, so a request that got no answer
 * is not just sent again: what is there is read, and the rest is sent.
 */
export function enrolling(client: RestClient, book: EnrollmentBook) {
	const inTurn = turnsOfSeveral();
	/** What this execution has sent, or would send were it no preview: a later item must not ask for it again. */
	const sent = new Set<string>();
	const isToDo = (pair: Pair): boolean => book.known(pair).length === 0;

	const enrollThem = async (pairs: readonly Pair[], dates: Dates): Promise<Enrolled> => {
		const made = pairs.filter((pair) => isToDo(pair) && !sent.has(placeKey(pair)));
		const turn = writesInTurn((what, done) => ({ done: `Enrolled: ${done.join(', ')}`, rest: `${what}: the enrollment was` }));
		for (const group of groupsOf(made)) {
			const write = untilDone(group, {
				send: async (left, beforeRepeat) => {
					for (const part of groupsOf(left)) await client.post('/enrollment', bodyOf(part, dates), beforeRepeat);
				},
				left: async (asked) => {
					await book.look(asked);
					return asked.filter(isToDo);
				},
			});
			await turn.write(group.map(nameOf).join(', '), write);
		}
		made.forEach((pair) => sent.add(placeKey(pair)));
		turn.end();
		return { made, warnings: await seenAfter(pairs, made) };
	};

	/** Reading tells the IDs, and whether somebody else enrolled the same learner at the same time. */
	const seenAfter = async (pairs: readonly Pair[], made: readonly Pair[]): Promise<readonly string[]> => {
		const unread = made.length === 0 ? undefined : await book.look(made).then(() => undefined, failureOf);
		if (unread) return [`The enrollments were made, but could not be read afterward: ${unread.says}`];
		return pairs.flatMap((pair): string[] => {
			const count = book.known(pair).length;
			if (count === 1) return [];
			return [
				count === 0
					? `iSpring accepted the enrollment of ${nameOf(pair)}, but does not list it`
					: `There are ${count} enrollments of ${nameOf(pair)}`,
			];
		});
	};

	return async (pairs: readonly Pair[], dates: Dates): Promise<Enrolled> =>
		await inTurn(learnersOf(pairs), async () => await enrollThem(pairs, dates));
}

/**
 * Deletes enrollments (documented: OpenAPI, `POST /enrollment/delete`). An ID that is not there is an error (documented for
 * SOAP, assumed for REST): what is still there is read before anything is sent again.
 */
export function unenrolling(client: RestClient, book: EnrollmentBook) {
	const inTurn = turnsOfSeveral();
	const sent = new Set<string>();
	const isThere = (one: Enrollment): boolean => book.known(one).some(({ enrollmentId }) => enrollmentId === one.enrollmentId);

	const deleteThem = async (enrollments: readonly Enrollment[]): Promise<readonly Enrollment[]> => {
		const gone = enrollments.filter((one) => isThere(one) && !sent.has(one.enrollmentId));
		const turn = writesInTurn((what, done) => ({ done: `${done.join(' and ')} deleted`, rest: `${what} more were` }));
		for (const part of inParts(gone)) {
			const write = untilDone(part, {
				send: async (left, beforeRepeat) =>
					await client.post('/enrollment/delete', { enrollmentIds: left.map(({ enrollmentId }) => enrollmentId) }, beforeRepeat),
				left: async (asked) => {
					await book.look(asked);
					return asked.filter(isThere);
				},
			});
			await turn.write(counted(part.length, 'enrollment'), write);
		}
		gone.forEach(({ enrollmentId }) => sent.add(enrollmentId));
		turn.end();
		return gone;
	};

	return async (enrollments: readonly Enrollment[]): Promise<readonly Enrollment[]> =>
		await inTurn(learnersOf(enrollments), async () => await deleteThem(enrollments));
}

function learnersOf(places: readonly Place[]): readonly string[] {
	return [...new Set(places.map(({ learnerId }) => idKey(learnerId)))];
}

function placeKey({ courseId, learnerId }: Place): string {
	return `${idKey(learnerId)}/${idKey(courseId)}`;
}

function nameOf({ course, person }: Pair): string {
	return `${person} in ${course}`;
}

/** A request enrolls all its learners in all its courses: learners who lack the same courses go together. */
function groupsOf(pairs: readonly Pair[]): ReadonlyArray<readonly Pair[]> {
	const byLearner = [...grouped(pairs, ({ learnerId }) => idKey(learnerId)).values()];
	const sameCourses = grouped(byLearner, (own) =>
		own
			.map(({ courseId }) => idKey(courseId))
			.sort()
			.join(),
	);
	return [...sameCourses.values()].flatMap((group) => inParts(group).map((part) => part.flat()));
}

function bodyOf(pairs: readonly Pair[], { duePeriod, ...dates }: Dates): JsonObject {
	return {
		courseIds: [...uniqueIds(pairs.map(({ courseId }) => courseId))],
		learnerIds: [...uniqueIds(pairs.map(({ learnerId }) => learnerId))],
		...dates,
		...(duePeriod === undefined ? {} : { duePeriod: jsonNumber(String(duePeriod)) }),
	};
}
