import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { templates } from './demo';
import { itemsOf, startN8n, type Execution, type RunningN8n } from './n8n';
import { chosenCredentials, nodesRun, runFrom, until } from './templates';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const WEBHOOKS = { templateJoinerCourses: 'joiner-courses', templateLeaverCourses: 'leaver-courses' } as const;
const IDS = [...Object.keys(WEBHOOKS), 'templateNotFinished'];

let sandbox: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	sandbox = await startSandbox();
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: chosenCredentials(sandbox),
		workflows: templates()
			.filter(({ id }) => IDS.includes(id))
			.map((template) => ({ ...template, active: template.id in WEBHOOKS })),
	});
	// n8n answers to a webhook a moment after its workflow was published.
	for (const [hook, list] of [
		['joiner-courses', 'joiners'],
		['leaver-courses', 'leavers'],
	] as const)
		await until(hook, async () => ((await n8n.webhook(hook, { [list]: [{ email: 'nobody' }] })).status === 200 ? true : undefined));
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);
beforeEach(() => sandbox.reset());

const jsonOf = (execution: Execution, node: string) => itemsOf(execution, node).map(({ json }) => json);
const coursesOf = (email: string) => [...sandbox.ispringCourses.coursesOf(sandbox.person('ispring', email).userId)].sort();
const ANA = 'ana.silva@example.test';
const NINA = 'nina.new@example.test';

describe('joiner: account and courses', () => {
	const joiner = { email: NINA, firstName: 'Nina', lastName: 'New', department: 'Legal', startDate: '2030-02-01' };
	const join = async (...joiners: ReadonlyArray<typeof joiner>) => (await n8n.webhook('joiner-courses', { joiners })).body;

	it('makes the account of somebody who is new, and enrolls them in the courses of everybody and of their department', async () => {
		const answer = await join(joiner);

		expect(answer).toEqual([
			{
				person: NINA,
				account: 'created',
				enrollment: 'created',
				courses: 'New: Fire Safety, Data Protection, Code of Conduct, Welcome, newcomers',
				says: '',
			},
		]);
		expect(coursesOf(NINA)).toEqual(['Code of Conduct', 'Data Protection', 'Fire Safety', 'Welcome, newcomers']);
		expect(sandbox.ispringCourses.enrollments.at(-1)).toMatchObject({ accessDate: '2030-02-01', dueDate: '2030-03-03' });
	}, 60_000);

	it('does nothing a second time, and goes on where one of them fails', async () => {
		await join(joiner);
		sandbox.clearLog();
		const answer = await join(joiner, { ...joiner, email: 'not an address' });

		expect(answer).toMatchObject([
			{ person: NINA, account: 'unchanged', enrollment: 'unchanged', says: '' },
			{ person: 'not an address', account: 'failed', enrollment: 'failed', says: expect.stringContaining('is not an email address') },
		]);
		expect(sandbox.writes()).toEqual([]);
	}, 60_000);

	it('enrolls both examples when it is run by hand', async () => {
		const execution = await runFrom(n8n, 'templateJoinerCourses', 'Joiner Webhook');

		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Answer').map(({ enrollment }) => enrollment)).toEqual(['created', 'created']);
		expect(coursesOf(ANA)).toEqual(['Code of Conduct', 'Data Protection', 'Fire Safety']);
	}, 60_000);
});

describe('leaver: out of open courses', () => {
	const leave = async (...emails: readonly string[]) =>
		(await n8n.webhook('leaver-courses', { leavers: emails.map((email) => ({ email })) })).body;

	it('keeps what is finished, and names who is not there', async () => {
		const [, second] = sandbox.people('ispring');
		const email = second?.fields.email ?? '';
		const [, data = ''] = sandbox.ispringCourses.contents.map(({ contentItemId }) => contentItemId);
		sandbox.ispringCourses.enroll(data, second?.userId ?? '');
		const answer = await leave(email, 'nobody@example.test', ANA);

		expect(answer).toEqual([
			{ person: email, action: 'deleted', takenOutOf: ['Data Protection'], kept: ['Fire Safety'], says: '' },
			{ person: 'nobody@example.test', action: 'failed', takenOutOf: [], kept: [], says: expect.stringContaining('nobody@example.test') },
			{ person: ANA, action: 'unchanged', takenOutOf: [], kept: [], says: '' },
		]);
		expect(coursesOf(email)).toEqual(['Fire Safety']);
		expect(await leave(email)).toMatchObject([{ action: 'unchanged', kept: ['Fire Safety'] }]);
	}, 60_000);
});

describe('weekly: who has not finished', () => {
	it('tells HR, the overdue ones first, and writes nothing', async () => {
		const [, , third, , fifth] = sandbox.people('ispring').map(({ fields }) => fields.email);
		const execution = await runFrom(n8n, 'templateNotFinished', 'By Hand');

		expect(jsonOf(execution, 'Tell HR')).toEqual([
			{
				subject: '2 people have courses to finish, 1 overdue',
				text: `${third}: Fire Safety (overdue since 2029-12-24)\n${fifth}: Data Protection`,
			},
		]);
		expect(sandbox.writes()).toEqual([]);
	}, 60_000);

	it('bothers nobody where everybody is done', async () => {
		sandbox.ispringCourses.unenroll(sandbox.ispringCourses.enrollments.map(({ enrollmentId }) => enrollmentId));
		const execution = await runFrom(n8n, 'templateNotFinished', 'Every Monday');

		expect(execution.status).toBe('success');
		expect(nodesRun(execution)).not.toContain('Tell HR');
	}, 60_000);
});
