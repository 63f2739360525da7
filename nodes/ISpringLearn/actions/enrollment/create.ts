import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed, invalid, type FailureError } from '../../../shared/failure';
import { optionalBoolean } from '../../../shared/fields/values';
import type { ShownFor } from '../../../shared/n8n/parameters/options';
import { choiceOf } from '../../../shared/n8n/parameters/readings';
import type { RecordLimit } from '../../../shared/n8n/parameters/writeOptions';
import type { RecordGuard } from '../../../shared/n8n/run/recordGuard';
import { seenRecordOperation } from '../../../shared/n8n/run/recordOperations';
import { pairsOf, type Meant, type Pair } from '../../course/enrollments';
import { enrolling, type Dates } from '../../course/enrolling';
import { dateOf, dateParameter, someDateOf } from '../parameters';
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

const DUE_TYPES = ['default', 'unlimited', 'due_date', 'due_period'] as const;
const DUE_TYPE: INodeProperties = {
	displayName: 'Due Date',
	name: 'dueDateType',
	type: 'options',
	options: [
		{ name: 'After a Period', value: 'due_period', description: 'So many hours after the access date' },
		{ name: 'Course Default', value: 'default', description: 'As the settings of each course say' },
		{ name: 'On a Date', value: 'due_date' },
		{ name: 'Unlimited', value: 'unlimited', description: 'No due date' },
	],
	default: 'default',
	description: 'When new enrollments are due. Learners who are enrolled already keep their dates.',
};
const DUE_ON = { displayName: 'Due On', name: 'dueDate' };
const DUE_AFTER: INodeProperties = {
	displayName: 'Due After (Hours)',
	name: 'duePeriod',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 720,
	description: 'How many hours learners have. 720 hours are 30 days.',
};
const ACCESS_DATE = { displayName: 'Access Date', name: 'accessDate' };
const LOCK: INodeProperties = {
	displayName: 'Lock After Due Date',
	name: 'lockAfterDueDate',
	type: 'boolean',
	default: true,
	description: 'Whether the course is locked once it is overdue',
};

/** As many as users may change: iSpring may write to everybody who is enrolled. */
const LEARNER_LIMIT: RecordLimit = {
	displayName: 'Max Learners to Enroll',
	name: 'maxLearners',
	default: 50,
	description: 'How many learners one execution may enroll. If there would be more, nothing is written.',
	one: 'learner',
	many: 'learners',
	would: 'be enrolled',
};

type Looked = Readonly<{ person: string; pairs: readonly Pair[]; missing: readonly Pair[]; dates: Dates }>;

const GUARD: RecordGuard<Looked> = {
	counts: [{ limit: LEARNER_LIMIT, of: ({ missing }) => missing.map(({ learnerId, person }) => ({ key: learnerId, shown: person })) }],
};

function dueParameters(show: ShownFor): INodeProperties[] {
	const shown = (type: (typeof DUE_TYPES)[number]) => ({ show: { ...show, dueDateType: [type] } });
	return [
		{ ...DUE_TYPE, displayOptions: { show } },
		{ ...dateParameter(DUE_ON, show, 'The last day'), required: true, displayOptions: shown('due_date') },
		{ ...DUE_AFTER, displayOptions: shown('due_period') },
	];
}

function datesOf(context: IExecuteFunctions, i: number): Dates {
	const dueDateType = choiceOf(context, i, DUE_TYPE, { words: DUE_TYPES });
	const accessDate = dateOf(context, i, { ...ACCESS_DATE, name: `options.${ACCESS_DATE.name}` });
	const lockAfterDueDate = optionalBoolean(LOCK.displayName, context.getNodeParameter(`options.${LOCK.name}`, i, ''));
	return {
		dueDateType,
		...(dueDateType === 'due_date' ? { dueDate: someDateOf(context, i, DUE_ON) } : {}),
		...(dueDateType === 'due_period' ? { duePeriod: hoursOf(context, i) } : {}),
		...(accessDate === undefined ? {} : { accessDate }),
		...(lockAfterDueDate === undefined ? {} : { lockAfterDueDate }),
	};
}

function hoursOf(context: IExecuteFunctions, i: number): number {
	const { displayName, name } = DUE_AFTER;
	const given: unknown = context.getNodeParameter(name, i, '');
	const hours = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	if (typeof hours === 'number' && Number.isSafeInteger(hours) && hours > 0) return hours;
	throw invalid(displayName, `${displayName} is not a whole number of hours: "${String(given)}"`, 'Enter 1 or more.');
}

async function openToEnroll(context: IExecuteFunctions) {
	const opened = await openEnrollments(context);
	return { ...opened, enroll: enrolling(opened.client, opened.book) };
}

/** Courses × learners; who is enrolled already is left as they are. */
export const create = seenRecordOperation(
	{ ...ENROLLMENTS, open: openToEnroll },
	{
		operation: 'create',
		parameters: (show) => [learnersParameter(show), coursesParameter(show), ...dueParameters(show)],
		options: [
			{
				displayName: ACCESS_DATE.displayName,
				name: ACCESS_DATE.name,
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2030-02-28',
				description: 'The day from which learners have access. If empty, they have access at once.',
			},
			LOCK,
		],
		guard: GUARD,
		read: (context, i, { book }) => {
			const asked = { learners: learnersOf(context, i), courses: coursesOf(context, i) };
			const dates = datesOf(context, i);
			book.want(asked);
			return { asked, dates };
		},
		look: async ({ asked, dates }, { book }): Promise<Looked> => {
			const meant = await book.meant(asked);
			await book.there(meant);
			const pairs = pairsOf(meant);
			const missing = pairs.filter((pair) => book.known(pair).length === 0);
			assertActive(meant, missing);
			return { person: asked.learners.join(', '), pairs, missing, dates };
		},
		planned: ({ person, pairs, missing }) => {
			const isMissing = new Set(missing);
			const summary = summaryOf(pairs, missing);
			return enrollmentItem(
				{ action: 'create', person, summary },
				pairs.map((pair) => shownEnrollment(isMissing.has(pair) ? 'create' : 'unchanged', pair)),
			);
		},
		work: async ({ person, pairs, dates }, { book, enroll }) => {
			const { made, warnings } = await enroll(pairs, dates);
			const isMade = new Set(made);
			const enrollments = pairs.map((pair) => shownEnrollment(isMade.has(pair) ? 'created' : 'unchanged', pair, book.known(pair)[0]));
			const said = { action: made.length === 0 ? 'unchanged' : 'created', person, summary: summaryOf(pairs, made) };
			return { ...enrollmentItem(said, enrollments), warnings: [...warnings] };
		},
	},
);

function summaryOf(pairs: readonly Pair[], made: readonly Pair[]): string {
	const isMade = new Set(made);
	const left = pairs.filter((pair) => !isMade.has(pair));
	const parts = [
		...(made.length === 0 ? [] : [`New: ${titlesIn(made)}`]),
		...(left.length === 0 ? [] : [`Already enrolled: ${titlesIn(left)}`]),
	];
	return parts.join('; ');
}

/** Inactive users can't be enrolled (documented: help page "How to Activate a User"). */
function assertActive({ learners }: Meant, missing: readonly Pair[]): void {
	const toEnroll = new Set(missing.map(({ learnerId }) => learnerId));
	const inactive = learners.filter(({ id, isActive }) => !isActive && toEnroll.has(id)).map(({ person }) => person);
	if (inactive.length > 0) throw notActive(inactive);
}

function notActive(people: readonly string[]): FailureError {
	return failed({
		kind: 'invalid',
		parameter: 'Learners',
		says: `${people.join(', ')} can't be enrolled: only active users can`,
		todo: 'Activate them first.',
	});
}
