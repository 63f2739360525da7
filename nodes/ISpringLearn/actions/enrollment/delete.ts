import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { choiceOf } from '../../../shared/n8n/parameters/readings';
import type { RecordLimit } from '../../../shared/n8n/parameters/writeOptions';
import type { RecordGuard } from '../../../shared/n8n/run/recordGuard';
import { seenRecordOperation } from '../../../shared/n8n/run/recordOperations';
import type { Enrollment, Pair } from '../../course/enrollments';
import { unenrolling } from '../../course/enrolling';
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
type Looked = Readonly<{ person: string; found: readonly Found[] }>;

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
	return { ...opened, unenroll: unenrolling(opened.client, opened.book) };
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
		guard: GUARD,
		read: (context, i, { book }) => {
			const isAll = choiceOf(context, i, DELETE_FROM, { words: FROM }) === 'all';
			const asked = { learners: learnersOf(context, i), courses: isAll ? ('all' as const) : coursesOf(context, i) };
			book.want(asked);
			return asked;
		},
		look: async (asked, { book }): Promise<Looked> => {
			const meant = await book.meant(asked);
			const there = await book.there(meant);
			there.forEach(({ courseId }) => book.courses.wantTitle(courseId));
			const found = there.map(async (one): Promise<Found> => {
				const { courseId, learnerId } = one;
				const person = meant.learners.find(({ id }) => isSameId(id, learnerId))?.person ?? learnerId;
				return { ...one, person, course: (await book.courses.titleOf(courseId)) ?? courseId };
			});
			return { person: asked.learners.join(', '), found: await Promise.all(found) };
		},
		planned: ({ person, found }) =>
			enrollmentItem(
				{ action: 'delete', person, summary: summaryOf(found) },
				found.map((one) => shownEnrollment('delete', one, one)),
			),
		work: async ({ person, found }, { unenroll }) => {
			const gone = new Set((await unenroll(found)).map(({ enrollmentId }) => enrollmentId));
			const deleted = found.filter(({ enrollmentId }) => gone.has(enrollmentId));
			const said = { action: deleted.length === 0 ? 'unchanged' : 'deleted', person, summary: summaryOf(deleted) };
			return {
				...enrollmentItem(
					said,
					deleted.map((one) => shownEnrollment('deleted', one, one)),
				),
				warnings: [],
			};
		},
	},
);

function summaryOf(found: readonly Found[]): string {
	return found.length === 0 ? 'Not enrolled' : titlesIn(found);
}
