import type { IDataObject } from 'n8n-workflow';

import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { getCourses } from '../../nodes/ISpringLearn/methods';
import { editorContext } from '../contract/session';
import { freshSandbox } from '../freshSandbox';
import { CONTENTS } from '../sandbox/ispring/courses';
import { accountOf, ANA, outputOf, runISpring, SEAN, sentTo, userId, type Run } from './ispringRun';
import { checkPreview } from './previews';

const [FIRE = '', DATA = '', CODE = '', , SALES = '', SALES_QUIZ = ''] = CONTENTS.map(({ contentItemId }) => contentItemId);
const GERMAN = 'lukasz.zolc@example.test';

const sandbox = freshSandbox();

const run = async (operation: string, parameters: IDataObject, { items = [{}], onError }: Partial<Run> = {}) =>
	await runISpring(sandbox, { resource: 'enrollment', operation, items, ...(onError ? { onError } : {}) }, parameters);
const enroll = async (parameters: IDataObject, more: Partial<Run> = {}) =>
	await run('create', { dueDateType: 'default', ...parameters }, more);
const coursesOf = (number: number): string[] => [...sandbox.ispringCourses.coursesOf(userId(number))].sort();
const reads = (path: string): number => sandbox.requests.filter((one) => one.method === 'GET' && one.path.includes(path)).length;
const enrolledIn = (course: string, person = ANA, action = 'created') => expect.objectContaining({ action, course, person });

describe('Enrollment, Create', () => {
	it('enrolls somebody in courses by ID and title, and shows each enrollment', async () => {
		const { json } = outputOf(await enroll({ learners: ANA, courses: [FIRE, 'Data Protection'] }));
		checkPreview('ISpringLearn', 'enrollment', 'create', json);

		expect(json).toEqual([
			{
				action: 'created',
				person: ANA,
				summary: 'New: Fire Safety, Data Protection',
				enrollments: [
					{ action: 'created', course: 'Fire Safety', person: ANA, courseId: FIRE, learnerId: userId(1), enrollmentId: expect.any(String) },
					{
						action: 'created',
						course: 'Data Protection',
						person: ANA,
						courseId: DATA,
						learnerId: userId(1),
						enrollmentId: expect.any(String),
					},
				],
				warnings: [],
			},
		]);
		expect(sentTo(sandbox)).toEqual([['POST /enrollment', { courseIds: [FIRE, DATA], learnerIds: [userId(1)], dueDateType: 'default' }]]);
	});

	it('leaves what is there, and sends only what is missing; the second run sends nothing', async () => {
		sandbox.ispringCourses.enroll(FIRE, userId(1));
		const first = outputOf(await enroll({ learners: `${ANA}, sean.obrien, ${userId(2).toUpperCase()}`, courses: [FIRE, DATA] }));
		const sent = sentTo(sandbox);
		const second = outputOf(await enroll({ learners: `${ANA}, sean.obrien, ${userId(2)}`, courses: [FIRE, DATA] }));

		expect(first.json).toMatchObject([{ action: 'created', person: `${ANA}, sean.obrien, ${userId(2).toUpperCase()}`, warnings: [] }]);
		// Who lacks the same courses goes together: the second person was in one of them from the beginning.
		expect(sent).toEqual([['POST /enrollment', { courseIds: [DATA], learnerIds: [userId(1), userId(2)], dueDateType: 'default' }]]);
		expect(second.json).toMatchObject([{ action: 'unchanged', summary: 'Already enrolled: Fire Safety, Data Protection' }]);
		expect(sentTo(sandbox)).toEqual(sent);
		expect([coursesOf(1), coursesOf(2)]).toEqual([
			['Data Protection', 'Fire Safety'],
			['Data Protection', 'Fire Safety'],
		]);
	});

	it.each([
		['a default', { dueDateType: 'default' }, { dueDateType: 'default' }],
		['no due date', { dueDateType: 'unlimited' }, { dueDateType: 'unlimited' }],
		['a day', { dueDateType: 'due_date', dueDate: '2030-02-28T10:00:00' }, { dueDateType: 'due_date', dueDate: '2030-02-28' }],
		[
			'a period, access later and a lock',
			{ dueDateType: 'due_period', duePeriod: 48, options: { accessDate: '2030-02-01', lockAfterDueDate: true } },
			{ dueDateType: 'due_period', duePeriod: 48, accessDate: '2030-02-01', lockAfterDueDate: true },
		],
	])('takes %s', async (_what, parameters, body) => {
		expect(outputOf(await enroll({ learners: ANA, courses: [FIRE], ...parameters })).json).toMatchObject([{ action: 'created' }]);
		expect(sentTo(sandbox)).toEqual([['POST /enrollment', { courseIds: [FIRE], learnerIds: [userId(1)], ...body }]]);
	});

	it('takes a title with a comma, alone and in a list', async () => {
		outputOf(await enroll({ learners: ANA, courses: '={{ "Welcome, newcomers" }}' }));
		outputOf(await enroll({ learners: ANA, courses: '={{ "Fire Safety, Code of Conduct" }}' }));

		expect(coursesOf(1)).toEqual(['Code of Conduct', 'Fire Safety', 'Welcome, newcomers']);
	});

	it.each([
		[
			'a title that two courses have',
			{ courses: ['Sales Basics'] },
			`2 courses have the ID or name "Sales Basics": ${SALES}, ${SALES_QUIZ}`,
		],
		['a title that no course has', { courses: ['Fire'] }, 'No course with the ID or name "Fire" was found'],
		['an ID that no course has', { courses: [userId(1)] }, `No course with the ID "${userId(1)}" was found`],
		[
			'nobody with this address',
			{ learners: 'nobody@example.test' },
			'No user with the email address or login "nobody@example.test" was found',
		],
		['nobody with this login', { learners: 'nobody' }, 'No user with the login "nobody" was found'],
		['nobody', { learners: '={{ "" }}' }, 'Learners is empty'],
		['no course', { courses: '={{ [] }}' }, 'Courses is empty'],
		['no day', { dueDateType: 'due_date', dueDate: '={{ "" }}' }, 'Due On is empty'],
		['half an hour', { dueDateType: 'due_period', duePeriod: 0.5 }, 'Due After (Hours) is not a whole number of hours: "0.5"'],
	])('refuses %s, and writes nothing', async (_what, change, says) => {
		const { error } = await enroll({ learners: ANA, courses: [FIRE], ...change });

		expect(error?.message).toBe(`${says} [item 0]`);
		expect(sentTo(sandbox)).toEqual([]);
	});

	it('says which course may be meant', async () => {
		const { error } = await enroll({ learners: ANA, courses: ['Safety'] });

		expect(error?.description).toContain(`Did you mean Fire Safety, ID ${FIRE}? Check the value of Courses`);
	});

	it('enrolls nobody who is inactive, and leaves them in peace where they are enrolled already', async () => {
		sandbox.edit('ispring', ANA, (ana) => (ana.status = 3));
		const { error } = await enroll({ learners: `${ANA}, ${SEAN}`, courses: [FIRE] });
		sandbox.ispringCourses.enroll(FIRE, userId(1));

		expect(error?.message).toBe(`${ANA} can't be enrolled: only active users can [item 0]`);
		expect(sentTo(sandbox)).toEqual([]);
		expect(outputOf(await enroll({ learners: ANA, courses: [FIRE] })).json).toMatchObject([{ action: 'unchanged' }]);
	});

	it('enrolls the others where one item fails', async () => {
		const items = [{ email: ANA }, { email: 'nobody@example.test' }, { email: SEAN }];
		const { json } = outputOf(
			await enroll({ learners: '={{ $json.email }}', courses: [DATA] }, { items, onError: 'continueRegularOutput' }),
		);

		expect(json).toMatchObject([{ action: 'created' }, { error: expect.anything() }, { action: 'created' }]);
	});

	it('reads everybody, every course and every enrollment once for all items', async () => {
		const people = sandbox.people('ispring').slice(0, 12);
		const items = people.map(({ fields }) => ({ email: fields.email }));
		outputOf(await enroll({ learners: '={{ $json.email }}', courses: ['Fire Safety', DATA], options: { concurrency: 1 } }, { items }));

		expect([reads('/users/v2'), reads('/contents')]).toEqual([1, 2]);
		// One before all writes, and one after each of them, because the answer to a write names nothing.
		expect(reads('/enrollments')).toBe(1 + sandbox.writes('ispring-rest').length);
	});

	it('enrolls once where two items ask for the same', async () => {
		const items = [{ courses: [FIRE, DATA] }, { courses: [DATA, CODE] }];
		const { json } = outputOf(await enroll({ learners: ANA, courses: '={{ $json.courses }}' }, { items }));

		expect(json).toMatchObject([
			{ action: 'created', enrollments: [enrolledIn('Fire Safety'), enrolledIn('Data Protection')] },
			{ action: 'created', enrollments: [enrolledIn('Data Protection', ANA, 'unchanged'), enrolledIn('Code of Conduct')] },
		]);
		expect(coursesOf(1)).toEqual(['Code of Conduct', 'Data Protection', 'Fire Safety']);
	});

	it('tells of enrollments that are there twice', async () => {
		sandbox.ispringCourses.enroll(FIRE, userId(1));
		sandbox.ispringCourses.enroll(FIRE, userId(1));

		expect(outputOf(await enroll({ learners: ANA, courses: [FIRE] })).json).toMatchObject([
			{ action: 'unchanged', warnings: [`There are 2 enrollments of ${ANA} in Fire Safety`] },
		]);
	});

	it('says what a preview would send, once where two items ask for the same, and sends nothing', async () => {
		const items = [{ courses: [FIRE, DATA] }, { courses: [DATA] }];
		const { json } = outputOf(await enroll({ learners: `${ANA}, ${GERMAN}`, courses: '={{ $json.courses }}', preview: true }, { items }));

		expect(json).toMatchObject([
			{
				preview: true,
				action: 'create',
				person: `${ANA}, ${GERMAN}`,
				enrollments: expect.arrayContaining([enrolledIn('Fire Safety', ANA, 'create')]),
				requests: [{ method: 'POST', body: { courseIds: [FIRE, DATA], learnerIds: [userId(1), expect.any(String)] } }],
			},
			{ preview: true, action: 'unchanged', requests: [] },
		]);
		expect(sandbox.writes()).toEqual([]);
	});

	it('stops before it enrolls more people than the limit allows', async () => {
		const items = sandbox.people('ispring').map(({ fields }) => ({ email: fields.email }));
		const values = (maxLearners: number) => ({ options: { safetyLimits: { values: { maxLearners } } } });
		const all = { learners: '={{ $json.email }}', courses: [CODE] };
		const { error } = await enroll({ ...all, ...values(3) }, { items });

		expect(error?.message).toMatch(/^Stopped before anything was written: \d+ learners would be enrolled \(limit: 3\)\. For example, /);
		expect(sandbox.writes()).toEqual([]);
		expect(outputOf(await enroll({ ...all, ...values(items.length) }, { items })).json).toHaveLength(items.length);
	});

	describe('where the answer to a request is lost', () => {
		it('looks, and sends nothing again', async () => {
			sandbox.fail({ channel: 'ispring-rest', only: ({ isWrite }) => isWrite, times: 1, kind: 'reset', afterHandling: true });
			const { json } = outputOf(await enroll({ learners: ANA, courses: [FIRE, DATA] }));

			expect(json).toMatchObject([{ action: 'created', warnings: [] }]);
			expect(sandbox.writes()).toHaveLength(1);
			expect(coursesOf(1)).toEqual(['Data Protection', 'Fire Safety']);
		});

		it('sends only the rest of what was done by half', async () => {
			const half = (): void => {
				const [last] = sandbox.ispringCourses.enrollments.slice(-1);
				sandbox.ispringCourses.unenroll([last?.enrollmentId ?? '']);
			};
			sandbox.fail({
				channel: 'ispring-rest',
				only: ({ isWrite }) => isWrite,
				times: 1,
				kind: 'altered',
				afterHandling: true,
				alter: (answer) => (half(), { ...answer, status: 500, body: Buffer.from('') }),
			});
			const { json } = outputOf(await enroll({ learners: ANA, courses: [FIRE, DATA] }));

			expect(json).toMatchObject([{ action: 'created', warnings: [] }]);
			expect(sentTo(sandbox).map(([, body]) => body)).toMatchObject([{ courseIds: [FIRE, DATA] }, { courseIds: [DATA] }]);
			expect(coursesOf(1)).toEqual(['Data Protection', 'Fire Safety']);
		});

		it.each([
			['500', { kind: 'status', status: 500 }],
			['503', { kind: 'status', status: 503 }],
			['a connection that ends before', { kind: 'reset', afterHandling: false }],
		] as const)('is sent again after %s, when nothing of it is there', async (_what, fault) => {
			sandbox.fail({ channel: 'ispring-rest', only: ({ isWrite }) => isWrite, times: 2, ...fault });
			const { json } = outputOf(await enroll({ learners: ANA, courses: [FIRE] }));

			expect(json).toMatchObject([{ action: 'created', warnings: [] }]);
			expect(coursesOf(1)).toEqual(['Fire Safety']);
			expect(sandbox.writes()).toHaveLength(3);
		});

		it('says so where the vendor stays down, and what helps', async () => {
			sandbox.fail({ channel: 'ispring-rest', only: ({ isWrite }) => isWrite, kind: 'status', status: 503 });
			const { error } = await enroll({ learners: ANA, courses: [FIRE] });

			expect(error?.description).toContain('Run this item again: only what is still missing is sent.');
			expect(coursesOf(1)).toEqual([]);
		});
	});

	it('warns where the enrollments can not be read afterward', async () => {
		sandbox.fail({ channel: 'ispring-rest', pathIncludes: '/enrollments', skip: 1, kind: 'status', status: 400 });

		expect(outputOf(await enroll({ learners: ANA, courses: [FIRE] })).json).toMatchObject([
			{ action: 'created', warnings: [expect.stringMatching(/^The enrollments were made, but could not be read afterward: /)] },
		]);
	});
});

describe('Enrollment, Delete', () => {
	const unenroll = async (parameters: IDataObject, more: Partial<Run> = {}) => await run('delete', parameters, more);
	const there = () => sandbox.ispringCourses.enrollments.length;

	beforeEach(() => {
		sandbox.ispringCourses.enroll(FIRE, userId(1));
		sandbox.ispringCourses.enroll(DATA, userId(1));
	});

	it('takes somebody out of the courses that are named, and says which', async () => {
		const [enrollmentId] = sandbox.ispringCourses.enrollments.slice(-2).map((one) => one.enrollmentId);
		const { json } = outputOf(await unenroll({ learners: ANA, deleteFrom: 'selected', courses: ['Fire Safety'] }));
		checkPreview('ISpringLearn', 'enrollment', 'delete', json);

		expect(json).toEqual([
			{
				action: 'deleted',
				person: ANA,
				summary: 'Fire Safety',
				enrollments: [{ action: 'deleted', course: 'Fire Safety', person: ANA, courseId: FIRE, learnerId: userId(1), enrollmentId }],
				warnings: [],
			},
		]);
		expect(sentTo(sandbox)).toEqual([['POST /enrollment/delete', { enrollmentIds: [enrollmentId] }]]);
		expect(coursesOf(1)).toEqual(['Data Protection']);
	});

	it('takes somebody out of all courses, and leaves the others in theirs', async () => {
		const before = there();
		const { json } = outputOf(await unenroll({ learners: ANA, deleteFrom: 'all' }));

		expect(json).toMatchObject([{ action: 'deleted', summary: 'Fire Safety, Data Protection' }]);
		expect(there()).toBe(before - 2);
		expect(outputOf(await unenroll({ learners: ANA, deleteFrom: 'all' })).json).toMatchObject([
			{ action: 'unchanged', summary: 'Not enrolled', enrollments: [] },
		]);
	});

	it('does so with inactive people', async () => {
		sandbox.edit('ispring', ANA, (ana) => (ana.status = 3));

		expect(outputOf(await unenroll({ learners: ANA, deleteFrom: 'all' })).json).toMatchObject([{ action: 'deleted' }]);
	});

	it('does not know who is not there', async () => {
		const { error } = await unenroll({ learners: 'nobody@example.test', deleteFrom: 'all' });

		expect(error?.says).toContain('No user with the email address or login "nobody@example.test" was found');
	});

	it('is not everything where no course is named', async () => {
		const { error } = await unenroll({ learners: ANA, deleteFrom: 'selected', courses: '={{ undefined }}' });

		expect(error?.message).toBe('Courses is empty [item 0]');
		expect(sandbox.writes()).toEqual([]);
	});

	it('keeps what is finished where that is asked for, and says so', async () => {
		const all = { learners: userId(2), deleteFrom: 'all', options: { keepFinished: true } };
		const kept = outputOf(await unenroll(all));
		sandbox.ispringCourses.enroll(DATA, userId(2));
		const { json } = outputOf(await unenroll(all));

		expect(kept.json).toMatchObject([{ action: 'unchanged', summary: 'Kept: Fire Safety' }]);
		expect(json).toMatchObject([
			{
				action: 'deleted',
				summary: 'Data Protection; kept: Fire Safety',
				enrollments: [
					{ action: 'deleted', course: 'Data Protection' },
					{ action: 'kept', course: 'Fire Safety' },
				],
			},
		]);
		expect(coursesOf(2)).toEqual(['Fire Safety']);
	});

	it('deletes nothing where it can not be read what is finished', async () => {
		sandbox.fail({ channel: 'ispring-rest', pathIncludes: '/learners/results', kind: 'status', status: 403 });
		const { error } = await unenroll({ learners: ANA, deleteFrom: 'all', options: { keepFinished: true } });

		expect(error?.description).toContain('Nothing was written for this item.');
		expect(sandbox.writes()).toEqual([]);
	});

	it('deletes once where two items ask for the same', async () => {
		const { json } = outputOf(await unenroll({ learners: ANA, deleteFrom: 'all' }, { items: [{}, {}] }));

		expect(json).toMatchObject([{ action: 'deleted' }, { action: 'unchanged' }]);
		expect(sandbox.writes()).toHaveLength(1);
	});

	it('says what a preview would delete, and deletes nothing', async () => {
		const { json } = outputOf(await unenroll({ learners: ANA, deleteFrom: 'all', preview: true }, { items: [{}, {}] }));

		expect(json).toMatchObject([
			{ preview: true, action: 'delete', person: ANA, summary: 'Fire Safety, Data Protection', requests: [{ method: 'POST' }] },
			{ preview: true, action: 'unchanged', requests: [] },
		]);
		expect(sandbox.writes()).toEqual([]);
	});

	it('stops before it deletes more than the limit allows', async () => {
		const options = { safetyLimits: { values: { maxEnrollmentDeletions: 1 } } };
		const { error } = await unenroll({ learners: ANA, deleteFrom: 'all', options });

		expect(error?.message).toBe(
			`Stopped before anything was written: 2 enrollments would be deleted (limit: 1). For example, ${ANA} in Fire Safety; ${ANA} in Data Protection.`.slice(
				0,
				-1,
			),
		);
		expect(sandbox.writes()).toEqual([]);
	});

	it.each([
		['is lost', { kind: 'reset', afterHandling: true }, 1],
		['is 503', { kind: 'status', status: 503 }, 2],
	] as const)('deletes each once where the answer %s', async (_what, fault, writes) => {
		sandbox.fail({ channel: 'ispring-rest', only: ({ isWrite }) => isWrite, times: 1, ...fault });
		const { json } = outputOf(await unenroll({ learners: ANA, deleteFrom: 'all' }));

		expect(json).toMatchObject([{ action: 'deleted', warnings: [] }]);
		expect([coursesOf(1), sandbox.writes().length]).toEqual([[], writes]);
	});

	it('deletes the rest where somebody else was faster', async () => {
		const [gone = ''] = sandbox.ispringCourses.enrollments.slice(-1).map(({ enrollmentId }) => enrollmentId);
		sandbox.fail({
			channel: 'ispring-rest',
			pathIncludes: '/enrollments',
			times: 1,
			kind: 'meanwhile',
			change: () => sandbox.ispringCourses.unenroll([gone]),
		});

		expect(outputOf(await unenroll({ learners: ANA, deleteFrom: 'all' })).json).toMatchObject([{ action: 'deleted' }]);
		expect(coursesOf(1)).toEqual([]);
	});
});

describe('Enrollment, Get Many', () => {
	const list = async (parameters: IDataObject = {}) => outputOf(await run('getAll', { returnAll: true, ...parameters })).json;
	const address = (number: number): string => sandbox.person('ispring', userId(number)).fields.email ?? '';

	it('shows who is enrolled in what, by name', async () => {
		const rows = await list();
		const read = reads('/learners/results');
		checkPreview('ISpringLearn', 'enrollment', 'getAll', [...rows, ...(await list({ includeProgress: true }))]);

		expect(read).toBe(0);
		expect(rows).toEqual([
			{
				person: address(2),
				course: 'Fire Safety',
				enrollmentId: expect.any(String),
				courseId: FIRE,
				learnerId: userId(2),
				accessDate: '2030-01-01',
				dueDate: null,
			},
			expect.objectContaining({ person: address(3), course: 'Fire Safety', dueDate: '2029-12-24' }),
			expect.objectContaining({ person: address(5), course: 'Data Protection' }),
		]);
	});

	it.each([
		['courses', { courses: ['Data Protection'] }, [5]],
		['learners', { learners: `${userId(2)}, ${userId(5)}` }, [2, 5]],
		['both', { learners: userId(2), courses: [DATA] }, []],
		['who has finished', { completion: 'finished' }, [2]],
		['who has not', { completion: 'notFinished' }, [3, 5]],
		['who of some has not', { completion: 'notFinished', learners: `${userId(2)}, ${userId(5)}` }, [5]],
	])('filters by %s', async (_what, filters, people) => {
		expect((await list({ filters })).map(({ person }) => person)).toEqual(people.map(address));
	});

	it('adds how far learners are', async () => {
		const rows = await list({ includeProgress: true });

		expect(rows).toMatchObject([
			{ completionStatus: 'passed', completionDate: '2029-12-01', isOverdue: false },
			{ completionStatus: 'in_progress', completionDate: null, isOverdue: true },
			{ completionStatus: 'not_started', isOverdue: false },
		]);
		expect(reads('/learners/results')).toBe(2);
	});

	it('reads results by learner where learners are named', async () => {
		await list({ includeProgress: true, filters: { learners: userId(2) } });

		expect(reads(`/learners/results?pageSize=1000&userIds=${userId(2)}`)).toBe(1);
		expect(reads('/learners/results')).toBe(1);
	});

	it('shows the whole record, with names and result beside it', async () => {
		const [row] = await list({ output: 'raw', includeProgress: true, filters: { learners: userId(3) } });

		expect(row).toMatchObject({
			learnerId: userId(3),
			enrollmentTypeGroup: 0,
			shouldLockAfterDueDate: false,
			person: address(3),
			course: 'Fire Safety',
			result: { progress: 40, courseTitle: 'Fire Safety' },
		});
	});

	it('stops at the limit', async () => {
		expect(await list({ returnAll: false, limit: 2 })).toHaveLength(2);
		expect(sandbox.requests.filter(({ path }) => path.includes('pageSize=2'))).toHaveLength(1);
	});

	it('shows the ID of somebody who is not there any more, and no title of a course that is gone', async () => {
		sandbox.remove('ispring', userId(2));
		sandbox.ispringCourses.enroll(userId(9), userId(5));

		expect(await list()).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ person: userId(2) }),
				expect.objectContaining({ courseId: userId(9), course: null }),
			]),
		);
	});

	it('asks for fifty at a time where many are named', async () => {
		const everybody = sandbox.people('ispring').map((one) => one.userId);
		const many = Array.from({ length: 120 }, (_unused, i) => everybody[i % everybody.length] ?? '');
		await list({ filters: { learners: many.join(',') } });

		expect(Math.max(...sandbox.requests.map(({ path }) => path.length))).toBeLessThan(4_000);
	});
});

describe('Courses, in the editor', () => {
	const editor = (parameters: Readonly<Record<string, string>> = { api: 'rest' }) =>
		editorContext(new ISpringLearnApi(), accountOf(sandbox), parameters);

	it('is a list of all of them by title, with their types', async () => {
		const offered = await getCourses.call(editor());

		expect(offered).toHaveLength(CONTENTS.length);
		expect(offered.slice(0, 4).map(({ name }) => name)).toEqual([
			'Code of Conduct',
			'Data Protection',
			'Fire Safety',
			'Łódź office & <map>',
		]);
		expect(offered[3]?.description).toBe('PDF Document');
		expect(offered.filter(({ name }) => name === 'Sales Basics')).toEqual([
			{ name: 'Sales Basics', value: SALES, description: 'Course' },
			{ name: 'Sales Basics', value: SALES_QUIZ, description: 'Quiz' },
		]);
	});

	it('says in words why there is none', async () => {
		sandbox.fail({ channel: 'ispring-rest', kind: 'status', status: 403, body: '{"code":403,"message":"Permission denied"}' });

		await expect(getCourses.call(editor())).rejects.toThrow('iSpring: Permission denied');
	});
});

describe('Course, Get Many', () => {
	const list = async (parameters: IDataObject = {}) =>
		outputOf(await runISpring(sandbox, { resource: 'course', operation: 'getAll', items: [{}] }, { returnAll: true, ...parameters })).json;

	it('shows what people can be enrolled in', async () => {
		const rows = await list();
		checkPreview('ISpringLearn', 'course', 'getAll', rows);

		expect(rows).toHaveLength(CONTENTS.length);
		expect(rows[0]).toEqual({
			courseId: FIRE,
			title: 'Fire Safety',
			type: 'Course',
			description: 'All about Fire Safety',
			addedDate: '2029-03-01T09:00:00+00:00',
			viewUrl: expect.stringContaining(FIRE),
		});
	});

	it('asks for each type by itself', async () => {
		const rows = await list({ filters: { types: ['LearningTrack', 'Quiz'] } });

		expect(rows.map(({ title }) => title)).toEqual(['Welcome, newcomers', 'Sales Basics']);
		expect(sandbox.requests.filter(({ path }) => path.includes('/contents')).map(({ path }) => path.match(/contentTypes=\w+/g))).toEqual([
			['contentTypes=LearningTrack'],
			['contentTypes=Quiz'],
		]);
	});

	it('stops at the limit', async () => {
		expect(await list({ returnAll: false, limit: 2, output: 'raw' })).toMatchObject([{ contentItemId: FIRE }, { contentItemId: DATA }]);
	});
});
