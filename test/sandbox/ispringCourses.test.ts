import { freshSandbox } from '../freshSandbox';
import { CONTENTS } from './ispring/courses';
import { steadyUuid } from './people';
import { type RawAnswer, rawRequest } from './rawRequest';

const [FIRE = '', DATA = ''] = CONTENTS.map(({ contentItemId }) => contentItemId);
const person = (number: number): string => steadyUuid(`ispring user ${number}`);
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('the iSpring Learn sandbox, courses and enrollments', () => {
	const sandbox = freshSandbox();

	const call = async (method: string, path: string, body?: unknown, type = 'application/json') => {
		const { accountUrl, email, password } = sandbox.secrets.ispring;
		const account = { 'X-Auth-Account-Url': accountUrl, 'X-Auth-Email': email, 'X-Auth-Password': password };
		const headers = { ...account, Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': type }) };
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return rawRequest(sandbox.urls.ispring + path, { method, headers, ...(body === undefined ? {} : { body: text }) });
	};
	const get = async (path: string) => JSON.parse((await call('GET', path)).text);
	const said = ({ status, text }: RawAnswer) => [status, text === '' ? '' : JSON.parse(text).message];
	const enroll = { courseIds: [FIRE, DATA], learnerIds: [person(1)], dueDateType: 'default' };

	it('pages courses, all of them or those of one type or ID', async () => {
		const first = await get('/contents?pageSize=4');
		const last = await get(`/contents?pageSize=4&pageToken=${first.nextPageToken}`);
		const tracks = await get('/contents?contentTypes=LearningTrack');

		expect([first.contentItems.length, last.contentItems.length, last.nextPageToken]).toEqual([4, 3, undefined]);
		expect(tracks.contentItems.map(({ title }: { title: string }) => title)).toEqual(['Welcome, newcomers']);
		expect((await get(`/contents?contentItemIds[]=${FIRE}&contentItemIds[]=${DATA}`)).contentItems).toHaveLength(2);
		// Declared without brackets: nobody knows what iSpring makes of two.
		expect((await get('/contents?contentTypes=LearningTrack&contentTypes=Quiz')).contentItems).toHaveLength(1);
	});

	it('enrolls every learner in every course and answers with nothing; a second time, everybody is enrolled twice', async () => {
		const made = await call('POST', '/enrollment', enroll);
		expect([made.status, made.text]).toEqual([201, '']);
		await call('POST', '/enrollment', enroll);

		const { enrollments } = await get(`/enrollments?learnerIds[]=${person(1)}`);
		expect(enrollments.map(({ courseId }: { courseId: string }) => courseId)).toEqual([FIRE, DATA, FIRE, DATA]);
		expect(enrollments[0]).toEqual({
			enrollmentId: expect.any(String),
			courseId: FIRE,
			learnerId: person(1),
			accessDate: '2030-01-01',
			shouldLockAfterDueDate: false,
			enrollmentTypeGroup: 0,
		});
		expect((await get(`/enrollment?learnerIds[]=${person(1)}&courseIds[]=${DATA}`)).enrollments).toHaveLength(2);
	});

	it('takes the same in XML', async () => {
		const xml = `<request><courseIds><id>${FIRE}</id></courseIds><learnerIds><id>${person(1)}</id></learnerIds><dueDateType>due_period</dueDateType><duePeriod>48</duePeriod><lockAfterDueDate>true</lockAfterDueDate></request>`;

		expect((await call('POST', '/enrollment', xml, 'application/xml')).status).toBe(201);
		expect((await get(`/enrollments?learnerIds[]=${person(1)}`)).enrollments).toMatchObject([
			{ dueDate: '2030-01-03', shouldLockAfterDueDate: true },
		]);
	});

	it.each([
		['an unknown course', { courseIds: [FIRE, UNKNOWN] }, 'Unknown course'],
		['an unknown learner', { learnerIds: [UNKNOWN] }, 'Unknown user'],
		['no courses', { courseIds: [] }, 'courseIds is required'],
		['another member', { courses: [FIRE] }, 'Unknown parameter courses'],
		['another type of due date', { dueDateType: 'never' }, 'dueDateType is not valid'],
		['a due date without its type', { dueDate: '2030-02-01' }, 'dueDate goes with due_date'],
		['no period', { dueDateType: 'due_period' }, 'duePeriod goes with due_period'],
		['half an hour', { dueDateType: 'due_period', duePeriod: 0.5 }, 'duePeriod must be a number of hours'],
		['a time of day', { accessDate: '2030-02-01T10:00:00Z' }, 'A date must be YYYY-MM-DD'],
		['a lock in words', { lockAfterDueDate: 'yes' }, 'lockAfterDueDate must be true or false'],
	])('refuses the whole of a request with %s', async (_what, change, message) => {
		const before = sandbox.ispringCourses.enrollments;

		expect(said(await call('POST', '/enrollment', { ...enroll, ...change }))).toEqual([400, message]);
		expect(sandbox.ispringCourses.enrollments).toEqual(before);
	});

	it('enrolls nobody who is inactive', async () => {
		sandbox.edit('ispring', person(1), (one) => (one.status = 3));

		expect(said(await call('POST', '/enrollment', enroll))).toEqual([400, 'The user is not active']);
	});

	it('deletes enrollments, all that are named or none', async () => {
		const [one, two] = sandbox.ispringCourses.enrollments.map(({ enrollmentId }) => enrollmentId);

		expect(said(await call('POST', '/enrollment/delete', { enrollmentIds: [one, UNKNOWN] }))).toEqual([400, 'Unknown enrollment']);
		expect((await call('POST', '/enrollment/delete', { enrollmentIds: [one, two] })).status).toBe(204);
		expect(sandbox.ispringCourses.enrollments).toHaveLength(1);
	});

	it('tells how far learners are', async () => {
		const { results } = await get(`/learners/results?courseIds=${FIRE}`);

		expect(results).toMatchObject([
			{ userId: person(2), courseTitle: 'Fire Safety', completionStatus: 'passed', completionDate: '2029-12-01', isOverdue: false },
			{ userId: person(3), courseTitle: 'Fire Safety', completionStatus: 'in_progress', isOverdue: true },
		]);
		expect((await get(`/learners/results?userIds=${person(5)}&pageSize=5`)).results).toMatchObject([{ completionStatus: 'not_started' }]);
	});
});
