import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { keyText } from '../../../shared/fields/keyText';
import { toText, toTexts } from '../../../shared/fields/values';
import { optionsParameter, type ShownFor } from '../../../shared/n8n/parameters/options';
import { cut } from '../../../shared/provisioning/wording';
import type { CourseNames } from '../../course/catalog';
import { enrollmentBook, type Enrollment, type Pair } from '../../course/enrollments';
import { openISpring, REST } from '../apis';
import { emptyParameter } from '../parameters';

/** What every operation on enrollments works with; what was looked up holds for the execution. */
export async function openEnrollments(context: IExecuteFunctions) {
	const { session, channel } = await openISpring(context, REST);
	return { session, client: channel.client, book: enrollmentBook(channel.client) };
}

export const ENROLLMENTS = { resource: 'enrollment', open: openEnrollments, options: optionsParameter } as const;

const LEARNERS = { displayName: 'Learners', name: 'learners' };
const COURSES = { displayName: 'Courses', name: 'courses' };

const LEARNER_WORDS = 'Emails, logins or IDs of users, separated by commas';
const COURSE_WORDS =
	'Choose from the list, or specify titles or IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** A parameter, or one of the filters. */
export const learnersField: INodeProperties = {
	...LEARNERS,
	type: 'string',
	default: '',
	placeholder: 'e.g. ana@example.com',
	description: LEARNER_WORDS,
};

export const coursesField: INodeProperties = {
	...COURSES,
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getCourses' },
	default: [],
	description: COURSE_WORDS,
};

export function learnersParameter(show: ShownFor): INodeProperties {
	return { ...learnersField, required: true, displayOptions: { show } };
}

export function coursesParameter(show: Readonly<Record<string, string[]>>): INodeProperties {
	return { ...coursesField, required: true, displayOptions: { show } };
}

/**
 * Whom item `i` names; none where nothing is given.
 * @throws FailureError `invalid`
 */
export function learnersIn(context: IExecuteFunctions, i: number, name: string = LEARNERS.name): readonly string[] {
	const { displayName } = LEARNERS;
	const texts = toTexts(displayName, context.getNodeParameter(name, i, '')).map((one) => keyText(displayName, one, undefined));
	return [...new Set(texts.filter((one) => one !== ''))];
}

/** @throws FailureError `invalid` when nobody is named */
export function learnersOf(context: IExecuteFunctions, i: number): readonly string[] {
	const learners = learnersIn(context, i);
	if (learners.length > 0) return learners;
	throw emptyParameter(LEARNERS.displayName, 'Map at least one email, login or ID for every item.');
}

/** The courses that item `i` names. A text with commas is one title, or a list. */
export function coursesIn(context: IExecuteFunctions, i: number, name: string = COURSES.name): CourseNames {
	const given: unknown = context.getNodeParameter(name, i, []);
	const texts = toTexts(COURSES.displayName, given).filter((one) => one.trim() !== '');
	return { texts, ...(typeof given === 'string' && texts.length > 1 ? { whole: toText(COURSES.displayName, given) } : {}) };
}

/** @throws FailureError `invalid` when none is named */
export function coursesOf(context: IExecuteFunctions, i: number): CourseNames {
	const courses = coursesIn(context, i);
	if (courses.texts.length > 0) return courses;
	throw emptyParameter(COURSES.displayName, 'Choose at least one course, or map a title or an ID for every item.');
}

const LONGEST_SUMMARY = 200;

/** What comes out of an item: `action`, `person` and `summary` first, as of users, then each enrollment. */
export function enrollmentItem(
	said: Readonly<{ action: string; person: string; summary: string }>,
	enrollments: readonly IDataObject[],
): IDataObject & {
	action: string;
} {
	return { ...said, summary: cut(said.summary, LONGEST_SUMMARY), enrollments: [...enrollments] };
}

export function shownEnrollment(action: string, { course, courseId, person, learnerId }: Pair, enrollment?: Enrollment): IDataObject {
	return { action, course, person, courseId, learnerId, enrollmentId: enrollment?.enrollmentId ?? null };
}

/** `Fire Safety, Data Protection`: each title once. */
export function titlesIn(pairs: ReadonlyArray<Readonly<{ course: string }>>): string {
	return [...new Set(pairs.map(({ course }) => course))].join(', ');
}
