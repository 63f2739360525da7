import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { choiceOf, isAdded } from '../../../shared/n8n/parameters/readings';
import type { RecordLimit } from '../../../shared/n8n/parameters/writeOptions';
import type { RecordGuard } from '../../../shared/n8n/run/recordGuard';
import { seenRecordOperation } from '../../../shared/n8n/run/recordOperations';
import type { Enrollment, Pair } from '../../course/enrollments';
import { unenrolling } from '../../course/enrolling';
import { isFinished, progress } from '../../course/progress';
import { isSameId } from '../../user/compare';
import {
	coursesOf,
	coursesParameter,
	enrollmentItem,
	ENROLLMENTS,
	learnersOf,
	learnersParameter,
	openEnrollments,
	shownEnrollment,
	titlesIn,
} from './parameters';

const FROM = ['selected', 'all'] as const;
const DELETE_FROM: INodeProperties = {
	displayName: 'Delete From',
	name: 'deleteFrom',
	type: 'options',
	options: [
		{ name: 'All Courses', value: 'all', description: 'Whatever the learners are enrolled in' },
		{ name: 'Selected Courses', value: 'selected' },
	],
	default: 'selected',
	description: 'Which courses to delete enrollments from',
};

const KEEP_FINISHED: INodeProperties = {
	displayName: 'Keep Finished',
	name: 'keepFinished',
	type: 'boolean',
	default: true,
	description: 'Whether to keep the enrollments that are complete, passed or accepted. The results of each learner are read for this.',
};

/** As many as members that may be removed from groups. */
const LIMIT: RecordLimit = {
	displayName: 'Max Enrollments to Delete',
	name: 'maxEnrollmentDeletions',
	default: 50,
	description: 'How many enrollments one execution may delete. If there would be more, nothing is written.',
	one: 'enrollment',
	many: 'enrollments',
	would: 'be deleted',
};

/** An enrollment that is there, with its names. */
type Found = Enrollment & Pair;
type Looked = Readonly<{ person: string; found: readonly Found[]; kept: readonly Found[] }>;

const GUARD: RecordGuard<Looked> = {
	counts: [
		{
			limit: LIMIT,
			of: ({ found }) => found.map(({ enrollmentId, person, course }) => ({ key: enrollmentId, shown: `${person} in ${course}` })),
		},
	],
};

async function openToUnenroll(context: IExecuteFunctions) {
	const opened = await openEnrollments(context);
	return { ...opened, unenroll: unenrolling(opened.client, opened.book), resultOf: progress(opened.client) };
}

/** Enrollments are found by course and learner. Where there are none, nothing is to be done. */
export const remove = seenRecordOperation(
	{ ...ENROLLMENTS, open: openToUnenroll },
	{
		operation: 'delete',
		parameters: (show) => [
			{
				...learnersParameter(show),
				description: `${learnersParameter(show).description ?? ''}. iSpring does not document what happens to their progress.`,
			},
			{ ...DELETE_FROM, displayOptions: { show } },
			coursesParameter({ ...show, deleteFrom: ['selected'] }),
		],
		options: [KEEP_FINISHED],
		guard: GUARD,
		read: (context, i, { book }) => {
			const isAll = choiceOf(context, i, DELETE_FROM, { words: FROM }) === 'all';
			const asked = { learners: learnersOf(context, i), courses: isAll ? ('all' as const) : coursesOf(context, i) };
			book.want(asked);
			return { asked, keepsFinished: isAdded(context, i, KEEP_FINISHED) };
		},
		look: async ({ asked, keepsFinished }, { book, resultOf }): Promise<Looked> => {
			const meant = await book.meant(asked);
			const there = await book.there(meant);
			there.forEach(({ courseId }) => book.courses.wantTitle(courseId));
			const named = there.map(async (one): Promise<Found> => {
				const { courseId, learnerId } = one;
				const person = meant.learners.find(({ id }) => isSameId(id, learnerId))?.person ?? learnerId;
				return { ...one, person, course: (await book.courses.titleOf(courseId)) ?? courseId };
			});
			const all = await Promise.all(named);
			const finished = new Set(
				keepsFinished
					? (await Promise.all(all.map(async (one) => (isFinished(await resultOf('learnerId', one)) ? [one] : [])))).flat()
					: [],
			);
			return { person: asked.learners.join(', '), found: all.filter((one) => !finished.has(one)), kept: [...finished] };
		},
		planned: ({ person, found, kept }) => itemOf({ action: 'delete', person }, { of: 'delete', deleted: found, kept }),
		work: async ({ person, found, kept }, { unenroll }) => {
			const gone = new Set((await unenroll(found)).map(({ enrollmentId }) => enrollmentId));
			const deleted = found.filter(({ enrollmentId }) => gone.has(enrollmentId));
			const action = deleted.length === 0 ? 'unchanged' : 'deleted';
			return { ...itemOf({ action, person }, { of: 'deleted', deleted, kept }), warnings: [] };
		},
	},
);

type Deleted = Readonly<{ of: 'delete' | 'deleted'; deleted: readonly Found[]; kept: readonly Found[] }>;

function itemOf(said: Readonly<{ action: string; person: string }>, { of, deleted, kept }: Deleted) {
	const parts = [...(deleted.length === 0 ? [] : [titlesIn(deleted)]), ...(kept.length === 0 ? [] : [`kept: ${titlesIn(kept)}`])];
	const summary = parts.join('; ').replace(/^kept/, 'Kept') || 'Not enrolled';
	return enrollmentItem({ ...said, summary }, [
		...deleted.map((one) => shownEnrollment(of, one, one)),
		...kept.map((one) => shownEnrollment('kept', one, one)),
	]);
}
