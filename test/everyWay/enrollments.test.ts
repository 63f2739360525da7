import type { IDataObject } from 'n8n-workflow';

import { failAtRandom, seeded } from '../faults/chance';
import { freshSandbox } from '../freshSandbox';
import { CONTENTS } from '../sandbox/ispring/courses';
import type { NodeResult } from '../workflow/engine';
import { runISpring } from '../workflow/ispringRun';

const PEOPLE = 200;
const COURSES = CONTENTS.slice(0, 3).map(({ contentItemId }) => contentItemId);

const sandbox = freshSandbox({ people: PEOPLE });

const ids = (): readonly string[] => sandbox.people('ispring').map(({ userId }) => userId);
const addresses = (): readonly string[] => sandbox.people('ispring').map(({ fields }) => fields.email ?? '');
const jsonOf = ({ outputs }: NodeResult): IDataObject[] => (outputs[0] ?? []).map(({ json }) => json);
const actionsOf = (result: NodeResult): Readonly<Record<string, number>> => {
	const actions: Record<string, number> = {};
	for (const { action } of jsonOf(result)) actions[String(action)] = (actions[String(action)] ?? 0) + 1;
	return actions;
};
/** How often everybody is enrolled in each of the courses: one time, if all is well. */
const counts = (): readonly number[] => {
	const { enrollments } = sandbox.ispringCourses;
	const byPlace = new Map<string, number>();
	for (const { learnerId, courseId } of enrollments) {
		const place = `${learnerId}/${courseId}`;
		byPlace.set(place, (byPlace.get(place) ?? 0) + 1);
	}
	return [...new Set(ids().flatMap((learnerId) => COURSES.map((courseId) => byPlace.get(`${learnerId}/${courseId}`) ?? 0)))];
};

const run = async (operation: string, items: readonly IDataObject[], parameters: IDataObject) =>
	await runISpring(
		sandbox,
		{ resource: 'enrollment', operation, items, onError: 'continueRegularOutput' },
		{
			learners: '={{ $json.learners }}',
			options: { concurrency: 20, [operation === 'create' ? 'maxLearners' : 'maxEnrollmentDeletions']: PEOPLE * 10 },
			...parameters,
		},
	);
const enroll = async (items: readonly IDataObject[]) => await run('create', items, { courses: COURSES, dueDateType: 'default' });

/** One learner an item; ten an item; and everybody twice in one list. */
const LISTS: ReadonlyArray<readonly [name: string, items: () => readonly IDataObject[], made: number]> = [
	['one by one', () => addresses().map((learners) => ({ learners })), PEOPLE],
	[
		'ten an item',
		() => Array.from({ length: PEOPLE / 10 }, (_unused, i) => ({ learners: addresses().slice(i * 10, i * 10 + 10) })),
		PEOPLE / 10,
	],
	['twice in one list', () => [...addresses(), ...ids()].map((learners) => ({ learners })), PEOPLE],
];
const SEEDS = [20_260_101, 7, 42];
const CASES = LISTS.flatMap(([name, items, made]) => SEEDS.map((seed) => [name, seed, items, made] as const));

describe(`${PEOPLE} people in ${COURSES.length} courses, while a tenth of all requests fails`, () => {
	it.each(CASES)('are each enrolled once, and the second run finds them all (%s, seed %i)', async (_name, seed, items, made) => {
		const failures = failAtRandom(sandbox, 0.1, seeded(seed));
		const first = await enroll(items());
		const sent = sandbox.requests.length;
		expect(failures() / sent).toBeGreaterThan(0.05);

		expect(counts()).toEqual([1]);
		expect(actionsOf(first)).toEqual({ created: made, ...(items().length > made ? { unchanged: items().length - made } : {}) });
		expect(jsonOf(first).flatMap(({ warnings }) => warnings)).toEqual([]);

		sandbox.clearLog();
		const second = await enroll(items());

		expect(actionsOf(second)).toEqual({ unchanged: items().length });
		expect(sandbox.writes()).toEqual([]);
		expect(counts()).toEqual([1]);
	});

	it.each(SEEDS)('are each taken out, and nobody else is (seed %i)', async (seed) => {
		for (const learnerId of ids()) for (const courseId of COURSES) sandbox.ispringCourses.enroll(courseId, learnerId);
		const [other = ''] = CONTENTS.slice(-1).map(({ contentItemId }) => contentItemId);
		sandbox.ispringCourses.enroll(other, ids()[0] ?? '');
		failAtRandom(sandbox, 0.1, seeded(seed));
		const result = await run(
			'delete',
			addresses().map((learners) => ({ learners })),
			{ deleteFrom: 'selected', courses: COURSES },
		);

		expect(actionsOf(result)).toEqual({ deleted: PEOPLE });
		expect(counts()).toEqual([0]);
		expect(sandbox.ispringCourses.enrollments.map(({ courseId }) => courseId)).toEqual([other]);
	});
});
