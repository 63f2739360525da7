import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type JsonObject, Refusal, queryOf } from '../http/wire';
import { element } from '../http/xml';
import type { Store } from '../store';
import { type Content, type CourseBook, type StoredEnrollment, TODAY } from './courses';
import type { ISpringPerson } from './people';
import { type Row, plainRow, send, sendPage } from './reply';
import { readBody, textOf, textsOf } from './requestBody';

type Account = Readonly<{ store: Store<ISpringPerson>; courses: CourseBook }>;

const ENROLLMENT = ['courseIds', 'learnerIds', 'dueDateType', 'dueDate', 'duePeriod', 'accessDate', 'lockAfterDueDate'];
const ENROLLMENT_FILTERS = ['courseIds', 'learnerIds', 'enrollmentIds'] as const;
const DUE = ['unlimited', 'default', 'due_date', 'due_period'];

/** Courses and enrollments of the current REST API, and what learners have achieved. */
export function mountCourses(scope: FastifyInstance, account: Account): void {
	mountContents(scope, account.courses);
	mountEnrollments(scope, account);
}

function mountContents(scope: FastifyInstance, courses: CourseBook): void {
	scope.get('/contents', async (request, reply) => {
		const [ids, types] = [several(request, 'contentItemIds'), last(request, 'contentTypes')];
		const found = courses.contents.filter((one) => fits(ids, one.contentItemId) && fits(types, one.contentItemType));
		return sendPage(request, reply, 'contentItems', found.map(contentRow));
	});
	scope.get('/learners/results', async (request, reply) => {
		const [users, ids] = [last(request, 'userIds'), last(request, 'courseIds')];
		const found = courses.enrollments.filter((one) => fits(users, one.learnerId) && fits(ids, one.courseId));
		const rows = found.map((one) => resultRow(one, courses.titleOf(one.courseId)));
		return sendPage(request, reply, 'results', rows);
	});
}

function mountEnrollments(scope: FastifyInstance, { store, courses }: Account): void {
	const filtered = (request: FastifyRequest): Row[] => {
		const [ids, learners, enrollments] = ENROLLMENT_FILTERS.map((name) => several(request, name));
		return courses.enrollments
			.filter((one) => fits(ids, one.courseId) && fits(learners, one.learnerId) && fits(enrollments, one.enrollmentId))
			.map(enrollmentRow);
	};
	scope.get('/enrollments', async (request, reply) => sendPage(request, reply, 'enrollments', filtered(request)));
	scope.get('/enrollment', async (request, reply) => {
		const rows = filtered(request);
		const xml = () =>
			element(
				'response',
				rows.map((row) => row.xml()),
			);
		return send(request, reply, { json: { enrollments: rows.map((row) => row.json) }, xml });
	});
	// Documented: the answer holds nothing, not even IDs.
	scope.post('/enrollment', async (request, reply) => {
		const body = readBody(request, ENROLLMENT);
		const [ids, learners] = [someIds(body, 'courseIds'), someIds(body, 'learnerIds')];
		const more = datesOf(body);
		// Documented: people who are inactive can't be enrolled. The rest, and what is answered, is assumed.
		if (ids.some((id) => !courses.contents.some(({ contentItemId }) => contentItemId === id))) throw new Refusal(400, 'Unknown course');
		for (const id of learners) {
			const person = store.find(({ userId }) => userId === id);
			if (!person) throw new Refusal(400, 'Unknown user');
			if (person.status !== 1) throw new Refusal(400, 'The user is not active');
		}
		for (const learnerId of learners) for (const courseId of ids) courses.enroll(courseId, learnerId, more);
		return reply.code(201).send();
	});
	// An unknown ID is an error: documented for SOAP, assumed for REST.
	scope.post('/enrollment/delete', async (request, reply) => {
		const ids = someIds(readBody(request, ['enrollmentIds']), 'enrollmentIds');
		if (ids.some((id) => !courses.enrollments.some(({ enrollmentId }) => enrollmentId === id)))
			throw new Refusal(400, 'Unknown enrollment');
		courses.unenroll(ids);
		return reply.code(204).send();
	});
}

function datesOf(body: JsonObject): Partial<StoredEnrollment> {
	const [type = '', dueDate, accessDate] = [textOf(body, 'dueDateType'), textOf(body, 'dueDate'), textOf(body, 'accessDate')];
	const { duePeriod, lockAfterDueDate: lock } = body;
	if (!DUE.includes(type)) throw new Refusal(400, 'dueDateType is not valid');
	if ((type === 'due_date') !== (dueDate !== undefined)) throw new Refusal(400, 'dueDate goes with due_date');
	if ((type === 'due_period') !== (duePeriod !== undefined)) throw new Refusal(400, 'duePeriod goes with due_period');
	if (duePeriod !== undefined && !/^[1-9]\d*$/.test(String(duePeriod))) throw new Refusal(400, 'duePeriod must be a number of hours');
	if (lock !== undefined && !/^(true|false)$/.test(String(lock))) throw new Refusal(400, 'lockAfterDueDate must be true or false');
	for (const day of [dueDate, accessDate])
		if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Refusal(400, 'A date must be YYYY-MM-DD');
	const start = accessDate ?? TODAY;
	const due = dueDate ?? (duePeriod === undefined ? undefined : dayAfter(start, Number(duePeriod)));
	return { accessDate: start, ...(due === undefined ? {} : { dueDate: due }), shouldLockAfterDueDate: String(lock) === 'true' };
}

function dayAfter(day: string, hours: number): string {
	return new Date(Date.parse(day) + hours * 3_600_000).toISOString().slice(0, 10);
}

function someIds(body: JsonObject, name: string): string[] {
	const values = textsOf(body, name);
	if (!values || values.length === 0) throw new Refusal(400, `${name} is required`);
	return values.map((id) => id.toLowerCase());
}

/** PHP style: `courseIds[]=a&courseIds[]=b`. */
function several(request: FastifyRequest, name: string): readonly string[] {
	return queryOf(request).getAll(`${name}[]`);
}

/** A list that is declared without brackets: PHP would take the last of several, and what iSpring does nobody knows. */
function last(request: FastifyRequest, name: string): readonly string[] {
	return queryOf(request).getAll(name).slice(-1);
}

function fits(wanted: readonly string[] | undefined, value: string): boolean {
	return !wanted || wanted.length === 0 || wanted.some((one) => one.toLowerCase() === value.toLowerCase());
}

function contentRow({ contentItemId, title, contentItemType }: Content): Row {
	return plainRow('contentItem', {
		contentItemId,
		title,
		subtitle: '',
		description: `All about ${title}`,
		userId: contentItemId,
		addedDate: '2029-03-01T09:00:00+00:00',
		viewUrl: `https://example.ispringlearn.test/app/user-portal/courses/${contentItemId}`,
		type: contentItemType.toLowerCase(),
		viewType: 'web',
		contentItemType,
	});
}

function enrollmentRow(enrollment: StoredEnrollment): Row {
	const { completionStatus: _status, progress: _progress, completionDate: _date, isOverdue: _late, ...shown } = enrollment;
	return plainRow('enrollment', shown);
}

function resultRow(enrollment: StoredEnrollment, courseTitle: string): Row {
	const { learnerId: userId, shouldLockAfterDueDate: _lock, enrollmentTypeGroup: _group, ...shown } = enrollment;
	return plainRow('result', { ...shown, userId, courseTitle });
}
