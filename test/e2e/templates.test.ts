import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { templates } from './demo';
import { itemsOf, startN8n, type Execution, type RunningN8n, type WorkflowJson } from './n8n';
import { rowsOf } from './tables';
import { atRest, chosenCredentials, fillIn, FORM_USER, lastRun, nodesRun, runFrom, shownAfter, until, without } from './templates';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const VENDORS = ['Axero', 'Appenate', 'HighQ Publisher', 'iSpring Learn'];
/** Those that are started from outside. */
const PUBLISHED = ['templateHrWebhook', 'templateLeaver', 'templateErrorsRetried', 'templateLinks'];

let sandbox: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	sandbox = await startSandbox();
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: chosenCredentials(sandbox),
		workflows: [...templates().map((template) => ({ ...template, active: PUBLISHED.includes(template.id) })), twoVendors()],
	});
	// n8n answers to a webhook a moment after its workflow was published.
	await until('the webhooks', async () => ((await n8n.webhook('hr-employee', {})).status === 422 ? true : undefined));
	await until('the form', async () => ((await fetch(`${n8n.origin}/form/leaver`)).status === 401 ? true : undefined));
	await until('the other webhook', async () => ((await n8n.webhook('update-people', { people: [] })).status === 200 ? true : undefined));
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);
beforeEach(() => {
	sandbox.reset();
});

const jsonOf = (execution: Execution, node: string, output = 0) => itemsOf(execution, node, output).map(({ json }) => json);

describe('every template', () => {
	it.each(templates())('$name: comes unpublished, explains itself, and names credentials without having any', (template) => {
		const notes = template.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const withCredentials = template.nodes.filter(({ type }) => type.startsWith('n8n-nodes-user-provisioning.'));

		expect(template.active).toBeUndefined();
		expect(JSON.stringify(notes)).toContain('**What to change**');
		// The log has the outcomes of other workflows, and no vendor of its own.
		expect([template.id, withCredentials.length > 0]).toEqual([template.id, template.id !== 'templateProvisioningLog']);
		for (const { credentials } of withCredentials) {
			expect(Object.values(credentials ?? {})).toEqual([{ id: expect.stringMatching(/^demo/), name: expect.stringMatching(/ account$/) }]);
		}
	});
});

describe('HR webhook → four vendors', () => {
	const [bamboo, personio] = pinned('templateHrWebhook', 'HR Webhook');
	/** The example with its values as they are, and names in another spelling. */
	const plainBamboo = {
		employees: [
			{
				id: '40123',
				action: 'Updated',
				changedFields: ['jobTitle', 'Department'],
				fields: {
					employeeNumber: '0012',
					'FIRST NAME': 'Seán',
					last_name: "O'Brien",
					workEmail: 'sean.obrien@example.test',
					'job title': 'Head of Legal',
					department: 'Legal & Tax',
					'Work phone': '+44 7700 900456',
				},
			},
		],
	};

	it.each([
		[
			'BambooHR',
			bamboo,
			{
				email: 'sean.obrien@example.test',
				firstName: 'Seán',
				lastName: "O'Brien",
				jobTitle: 'Head of Legal',
				department: 'Legal & Tax',
				phone: '+44 7700 900456',
				number: '0012',
			},
		],
		[
			'BambooHR, with plain values and other names',
			plainBamboo,
			{
				email: 'sean.obrien@example.test',
				firstName: 'Seán',
				lastName: "O'Brien",
				jobTitle: 'Head of Legal',
				department: 'Legal & Tax',
				phone: '+44 7700 900456',
				number: '0012',
			},
		],
		[
			'Personio',
			personio,
			{
				email: 'lukasz.zolc@example.test',
				firstName: 'Łukasz',
				lastName: 'Żółć',
				jobTitle: 'Lead Engineer',
				department: 'Platform',
				phone: '+48 42 555 09 99',
				number: '0104',
			},
		],
	])(
		'one employee of %s is updated at all four',
		async (_system, body, who) => {
			const { status, body: answer } = await n8n.webhook('hr-employee', body);

			expect(status).toBe(200);
			// An unchanged one comes out where only fields were sent that the vendor has already.
			expect(answer).toEqual(
				VENDORS.map((vendor) => ({ person: who.email, vendor, action: expect.stringMatching(/^(updated|sent|unchanged)$/), says: '' })),
			);
			expect(sandbox.person('axero', who.email).labels).toMatchObject({
				'Job title': who.jobTitle,
				Department: who.department,
				Phone: who.phone,
				'Employee number': who.number,
			});
			expect(sandbox.person('appenate', who.email)).toMatchObject({
				FirstName: who.firstName,
				LastName: who.lastName,
				ExternalId: who.number,
			});
			expect(sandbox.person('highq', who.email)).toMatchObject({
				jobtitle: who.jobTitle,
				department: who.department,
				phone: who.phone,
				externalid: who.number,
			});
			// Its departments are records with names of their own, and are left alone.
			expect(sandbox.person('ispring', who.email).fields).toMatchObject({
				job_title: who.jobTitle,
				phone: who.phone,
				first_name: who.firstName,
				last_name: who.lastName,
			});
		},
		60_000,
	);

	it('leaves what was not sent as it is, and nobody stops the others', async () => {
		const { fields: before } = sandbox.person('ispring', 'wei.zhang@example.test');
		const { body: answer } = await n8n.webhook('hr-employee', {
			employees: [
				{ fields: { 'Work Email': 'nobody@example.test', 'Job Title': 'Ghost' } },
				{ fields: { 'Work Email': 'wei.zhang@example.test', 'Job Title': 'Group Controller' } },
			],
		});

		expect(answer).toHaveLength(8);
		for (const vendor of VENDORS) {
			expect(answer).toContainEqual({
				person: 'nobody@example.test',
				vendor,
				action: 'failed',
				says: expect.stringMatching(/nobody@example\.test|not found/i),
			});
			expect(answer).toContainEqual({
				person: 'wei.zhang@example.test',
				vendor,
				action: expect.stringMatching(/^(updated|sent|unchanged)$/),
				says: '',
			});
		}
		expect(sandbox.person('ispring', 'wei.zhang@example.test').fields).toEqual({ ...before, job_title: 'Group Controller' });
	}, 60_000);

	it('names who came without an email address, writes nothing for them, and goes on', async () => {
		const { status, body: answer } = await n8n.webhook('hr-employee', {
			employees: [
				{
					fields: {
						'Work Email': { value: null },
						'First Name': { value: 'Ana' },
						'Last Name': { value: 'Silva' },
						'Job Title': { value: 'Ghost' },
					},
				},
				{
					fields: { 'Work Email': { label: 'sean.obrien@example.test' }, 'Employee #': { value: '0012' }, 'Job Title': { value: 'Ghost' } },
				},
				{ fields: { 'Work Email': { value: 'wei.zhang@example.test' }, 'Job Title': { value: 'Group Controller' } } },
			],
		});

		expect(status).toBe(200);
		expect(answer).toHaveLength(6);
		for (const person of ['Ana Silva', '0012'])
			expect(answer).toContainEqual({
				person,
				vendor: 'All',
				action: 'failed',
				says: expect.stringContaining('without a work email address'),
			});
		for (const vendor of VENDORS)
			expect(answer).toContainEqual({
				person: 'wei.zhang@example.test',
				vendor,
				action: expect.stringMatching(/^(updated|sent|unchanged)$/),
				says: '',
			});
		expect(JSON.stringify(sandbox.writes())).not.toContain('Ghost');
	}, 60_000);

	it('says it of a person of Personio too', async () => {
		const { body: answer } = await n8n.webhook('hr-employee', {
			data: { type: 'Employee', attributes: { email: { label: 'Email', value: '' }, last_name: { label: 'Last name', value: 'Lowe' } } },
		});

		expect(answer).toEqual([{ person: 'Lowe', vendor: 'All', action: 'failed', says: expect.stringContaining('Nothing was written') }]);
		expect(sandbox.requests).toEqual([]);
	}, 60_000);

	it('refuses what comes from neither system, and writes nothing', async () => {
		const { status, body } = await n8n.webhook('hr-employee', { employee: 'Ana' });

		expect([status, body]).toEqual([422, { error: expect.stringMatching(/neither/) }]);
		expect(sandbox.writes()).toEqual([]);
	}, 60_000);

	it('works on when vendors are deleted, as its note says', async () => {
		const execution = await runFrom(n8n, 'twoVendors', 'HR Webhook');

		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Answer').map(({ vendor }) => vendor)).toEqual(['Appenate', 'HighQ Publisher']);
		expect(new Set(sandbox.requests.map(({ channel }) => channel))).toEqual(new Set(['appenate', 'highq']));
	}, 60_000);

	it('shows both examples when it is run by hand', async () => {
		const execution = await runFrom(n8n, 'templateHrWebhook', 'HR Webhook');

		expect(execution.status).toBe('success');
		// Appenate has nothing of what the two examples change; it is asked, and left alone.
		expect(new Set(sandbox.requests.map(({ channel }) => channel))).toEqual(new Set(['axero', 'appenate', 'highq', 'ispring-rest']));
		expect(new Set(sandbox.writes().map(({ channel }) => channel))).toEqual(new Set(['axero', 'highq', 'ispring-rest']));
		expect(sandbox.person('appenate', 'lukasz.zolc@example.test').ExternalId).toBe('0104');
	}, 60_000);
});

describe('nightly sync with preview and approval', () => {
	const ana = () => sandbox.person('highq', 'ana.silva@example.test').jobtitle;
	const linkOf = (execution: Execution) => String(jsonOf(execution, 'Tell the Approver')[0]?.['approveAt']);

	it('waits with a summary that a person can read, and has written nothing', async () => {
		const execution = await runFrom(n8n, 'templateNightlySync', 'Every Night');

		expect(execution.status).toBe('waiting');
		expect(jsonOf(execution, 'Summary')).toEqual([
			{
				wouldChange: 2,
				summary: [
					'ana.silva@example.test: update, Job Title: Account manager → Head of Sales',
					'maryann.vdberg@example.test: update, Phone: +44 20 7946 0109 → +44 20 7946 0999',
					'nina.new@example.test is not at the vendor (only reported)',
					'conor.walsh@example.test is not in the list (only reported)',
				].join('\n'),
			},
		]);
		expect(sandbox.writes()).toEqual([]);
	}, 60_000);

	it('writes exactly that after a yes, and reports', async () => {
		const waiting = await runFrom(n8n, 'templateNightlySync', 'By Hand');
		const { page } = await fillIn(linkOf(waiting), ['Yes, write them', 'Hanna']);
		const execution = await atRest(n8n, waiting.id);

		expect(page).toContain('Job Title: Account manager → Head of Sales');
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Report')).toEqual([{ approvedBy: 'Hanna', updated: 2, unchanged: 2, missing: 1, leavers: 1, failed: [] }]);
		expect([ana(), sandbox.person('highq', 'maryann.vdberg@example.test').phone]).toEqual(['Head of Sales', '+44 20 7946 0999']);
		expect(sandbox.writes()).toHaveLength(2);
		expect(sandbox.person('highq', 'conor.walsh@example.test').status).toBe('active');
	}, 60_000);

	it('reports who could not be written', async () => {
		const waiting = await runFrom(n8n, 'templateNightlySync', 'By Hand');
		sandbox.fail({ channel: 'highq', method: 'PUT', pathIncludes: '/users/3', kind: 'status', status: 400 });
		await fillIn(linkOf(waiting), ['Yes, write them', 'Hanna']);
		const execution = await atRest(n8n, waiting.id);

		expect(jsonOf(execution, 'Report')).toEqual([
			{
				approvedBy: 'Hanna',
				updated: 1,
				unchanged: 2,
				missing: 1,
				leavers: 1,
				failed: [{ who: 'ana.silva@example.test', says: expect.stringMatching(/HighQ/) }],
			},
		]);
	}, 60_000);

	it('writes nothing after a no', async () => {
		const waiting = await runFrom(n8n, 'templateNightlySync', 'By Hand');
		await fillIn(linkOf(waiting), ['No, write nothing', 'Hanna']);
		const execution = await atRest(n8n, waiting.id);

		expect(execution.status).toBe('success');
		expect(nodesRun(execution)).toContain('Nothing Written');
		expect(nodesRun(execution)).not.toContain('Sync Users');
		expect(sandbox.writes()).toEqual([]);
	}, 60_000);

	it('asks nobody when nothing would change', async () => {
		sandbox.edit('highq', 'ana.silva@example.test', (stored) => (stored.jobtitle = 'Head of Sales'));
		sandbox.edit('highq', 'maryann.vdberg@example.test', (stored) => (stored.phone = '+44 20 7946 0999'));
		const execution = await runFrom(n8n, 'templateNightlySync', 'Every Night');

		expect(execution.status).toBe('success');
		expect(nodesRun(execution)).toContain('Nothing to Write');
		expect(sandbox.writes()).toEqual([]);
	}, 60_000);
});

describe('leaver: deactivate everywhere, report', () => {
	const email = 'sean.obrien@example.test';
	const signedIn = { authorization: `Basic ${Buffer.from(`${FORM_USER.user}:${FORM_USER.password}`).toString('base64')}` };
	const states = () => [
		sandbox.person('appenate', email).Status,
		sandbox.person('highq', email).status,
		sandbox.person('ispring', email).status,
		sandbox.person('axero', email).active,
	];
	const done = (action: string) => ['Appenate', 'HighQ Publisher', 'iSpring Learn', 'Axero'].map((vendor) => `${vendor}: ${action}`);

	/** Sends the form, and reads what the person then sees. */
	async function leaves(): Promise<Readonly<{ report: unknown; shown: string }>> {
		const { answer } = await fillIn(`${n8n.origin}/form/leaver`, [email], signedIn);
		const { formWaitingUrl } = answer as { formWaitingUrl: string };
		const shown = await shownAfter(formWaitingUrl);
		return { report: jsonOf(await lastRun(n8n, 'templateLeaver'), 'Report')[0], shown };
	}

	it('deactivates the person at all four vendors, and says so', async () => {
		const { report, shown } = await leaves();

		expect(states()).toEqual(['Inactive', 'disable', 3, false]);
		expect(report).toEqual({ person: email, done: done('deactivated'), leftToDo: [] });
		expect(shown).toContain('Axero: deactivated');
		expect(shown).toContain('Left to do: nothing');
	}, 60_000);

	it('does no harm a second time', async () => {
		await leaves();
		sandbox.clearLog();
		const { report } = await leaves();

		expect(report).toEqual({ person: email, done: done('unchanged'), leftToDo: [] });
		expect(sandbox.writes()).toEqual([]);
	}, 60_000);

	it('goes on when one vendor fails', async () => {
		sandbox.fail({ channel: 'appenate', kind: 'status', status: 400 });
		const { report, shown } = await leaves();

		expect(states()).toEqual(['Active', 'disable', 3, false]);
		expect(report).toEqual({
			person: email,
			done: done('deactivated').slice(1),
			leftToDo: [expect.stringMatching(/^Appenate: .*Appenate/)],
		});
		expect(shown).toMatch(/Left to do: Appenate: /);
	}, 60_000);

	it('says what is left to do where SCIM is not set up at Axero', async () => {
		sandbox.axeroScim.service = 'webPage';
		const { report } = await leaves();

		expect(states()).toEqual(['Inactive', 'disable', 3, true]);
		expect(report).toMatchObject({ leftToDo: [expect.stringMatching(/^Axero: .*SCIM is not set up on this site/)] });
	}, 60_000);

	it('lets nobody in without the password', async () => {
		const form = new FormData();
		form.set('field-0', email);
		const { status } = await fetch(`${n8n.origin}/form/leaver`, { method: 'POST', body: form });

		expect(status).toBe(401);
		expect(sandbox.requests).toEqual([]);
	}, 60_000);
});

describe('errors to a table and retried', () => {
	const people = [
		{ email: 'ana.silva@example.test', jobTitle: 'Head of Sales', phone: '0012' },
		{ email: 'sean.obrien@example.test', jobTitle: 'Partner', phone: '+44 7700 900123' },
		{ email: 'nobody@example.test', jobTitle: 'Ghost' },
	];
	const refuseAna = () => sandbox.fail({ channel: 'highq', method: 'PUT', pathIncludes: '/users/3', kind: 'status', status: 400 });

	type Row = Readonly<{ id: number; email: string; person: string; says: string; tries: number }>;
	type Table = Readonly<{ id: string; name: string; projectId: string }>;
	/** The table as the editor reads it. */
	async function table(): Promise<Readonly<{ rows: readonly Row[]; url: string }>> {
		const { data } = await n8n.rest<{ data: readonly Table[] }>('GET', '/rest/data-tables-global');
		const found = data.find(({ name }) => name === 'users-to-retry');
		if (!found) throw new Error('There is no table');
		const url = `/rest/projects/${found.projectId}/data-tables/${found.id}/rows`;
		return { rows: (await n8n.rest<{ data: readonly Row[] }>('GET', url)).data, url };
	}

	async function send(list: readonly unknown[]): Promise<Execution> {
		const newest = async () => (await n8n.executions('templateErrorsRetried'))[0]?.id;
		const before = await newest();
		await n8n.webhook('update-people', { people: list });
		await until('the run', async () => ((await newest()) === before ? undefined : true));
		return await lastRun(n8n, 'templateErrorsRetried');
	}

	it('remembers who failed, tries again until it works, and forgets only those', async () => {
		refuseAna();
		const first = await send(people);
		const remembered = (await table()).rows;

		expect(jsonOf(first, 'Update').map(({ action }) => action)).toEqual(['updated']);
		expect(remembered).toEqual([
			expect.objectContaining({ email: 'ana.silva@example.test', says: expect.stringMatching(/HighQ/), tries: 1 }),
			expect.objectContaining({ email: 'nobody@example.test', says: expect.stringMatching(/No user/), tries: 1 }),
		]);
		expect(JSON.parse(remembered[0]?.person ?? '')).toEqual(people[0]);

		sandbox.heal();
		const retried = await runFrom(n8n, 'templateErrorsRetried', 'Every Hour');

		expect(retried.status).toBe('success');
		expect(sandbox.person('highq', 'ana.silva@example.test')).toMatchObject({ jobtitle: 'Head of Sales', phone: '0012' });
		expect((await table()).rows).toEqual([expect.objectContaining({ email: 'nobody@example.test', tries: 2 })]);
	}, 60_000);

	it('keeps one row a person with the newest values, and none once a later update has worked', async () => {
		refuseAna();
		await send(people.slice(0, 1));
		await send([{ ...people[0], jobTitle: 'Director' }]);
		const ofAna = async () =>
			(await table()).rows
				.filter(({ email }) => email === 'ana.silva@example.test')
				.map(({ person }) => (JSON.parse(person) as { jobTitle: string }).jobTitle);

		expect(await ofAna()).toEqual(['Director']);

		sandbox.heal();
		await send([{ ...people[0], jobTitle: 'Chair' }]);

		expect(await ofAna()).toEqual([]);
		await runFrom(n8n, 'templateErrorsRetried', 'Every Hour');
		expect(sandbox.person('highq', 'ana.silva@example.test').jobtitle).toBe('Chair');
	}, 60_000);

	it('has nothing to do without rows', async () => {
		const { rows, url } = await table();
		for (const { id } of rows)
			await n8n.rest(
				'DELETE',
				`${url}?filter=${encodeURIComponent(JSON.stringify({ type: 'and', filters: [{ columnName: 'id', condition: 'eq', value: id }] }))}`,
			);
		const execution = await runFrom(n8n, 'templateErrorsRetried', 'Every Hour');

		expect(execution.status).toBe('success');
		expect(sandbox.requests).toEqual([]);
	}, 60_000);
});

describe('links', () => {
	const ANA = 'ana.silva@example.test';
	const NEW_NAME = 'ana.costa@example.test';
	type Link = Readonly<{ externalId: string; vendor: string; vendorId: string; email: string }>;
	const links = async (): Promise<readonly Link[]> => await rowsOf<Link>(n8n, 'user-links');

	async function update(...people: readonly unknown[]): Promise<Execution> {
		const newest = async () => (await n8n.executions('templateLinks'))[0]?.id;
		const before = await newest();
		await n8n.webhook('update-linked-people', { people });
		await until('the run', async () => ((await newest()) === before ? undefined : true));
		return await lastRun(n8n, 'templateLinks');
	}

	it('are stored at the first match by email, and then find somebody whose address has changed', async () => {
		await update({ employeeNumber: '0101', email: ANA, jobTitle: 'Lead' }, { email: 'sean.obrien@example.test', jobTitle: 'Partner' });
		expect(await links()).toEqual([expect.objectContaining({ externalId: '0101', vendor: 'HighQ Publisher', vendorId: '3', email: ANA })]);

		const second = await update({ employeeNumber: '0101', email: NEW_NAME, jobTitle: 'Head of Sales' });

		expect(jsonOf(second, 'Update by ID')).toEqual([expect.objectContaining({ action: 'updated', id: '3', matchedBy: 'id' })]);
		expect(sandbox.person('highq', 3)).toMatchObject({ email: NEW_NAME, jobtitle: 'Head of Sales' });
		expect(await links()).toEqual([expect.objectContaining({ vendorId: '3', email: NEW_NAME })]);
	}, 60_000);

	it('to somebody who is gone fall back to the email address, and are renewed', async () => {
		const { id } = sandbox.person('highq', 'wei.zhang@example.test');
		await update({ employeeNumber: '0101', email: ANA });
		sandbox.remove('highq', 3);
		sandbox.edit('highq', id, (stored) => (stored.email = ANA));
		const execution = await update({ employeeNumber: '0101', email: ANA, jobTitle: 'Lead' });

		expect(jsonOf(execution, 'Update by ID')).toEqual([expect.objectContaining({ id: String(id), matchedBy: 'email' })]);
		expect(await links()).toEqual([expect.objectContaining({ externalId: '0101', vendorId: String(id) })]);
	}, 60_000);

	it('are not stored for somebody who is not found, and that is told', async () => {
		const before = await links();
		const execution = await update({ employeeNumber: '0999', email: 'nobody@example.test', jobTitle: 'Ghost' });

		expect(jsonOf(execution, 'Failed')).toEqual([{ person: 'nobody@example.test', says: expect.stringMatching(/No user/) }]);
		expect(await links()).toEqual(before);
	}, 60_000);
});

describe('who has not signed in for 90 days', () => {
	const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

	it('is listed with the license, where the vendor shows a last sign-in; nobody is deactivated', async () => {
		sandbox.edit('appenate', 'ana.silva@example.test', (stored) => (stored.LastActivity = daysAgo(120)));
		sandbox.edit('appenate', 'sean.obrien@example.test', (stored) => (stored.LastActivity = daysAgo(80)));
		sandbox.edit('appenate', 'wei.zhang@example.test', (stored) => {
			stored.LastActivity = '1990-01-01T00:00:01.0000000Z';
			stored.CreatedDate = daysAgo(400);
		});
		sandbox.edit('appenate', 'maryann.vdberg@example.test', (stored) => {
			stored.LastActivity = daysAgo(400);
			stored.Status = 'Inactive';
		});
		sandbox.edit('ispring', 'liam.murphy@example.test', (stored) => (stored.lastLoginDate = daysAgo(200).slice(0, 10)));
		const execution = await runFrom(n8n, 'templateNotSignedIn', 'By Hand');
		const [report] = jsonOf(execution, 'Report');
		const { Type } = sandbox.person('appenate', 'ana.silva@example.test');

		expect(jsonOf(execution, 'Each Person')).toEqual([
			expect.objectContaining({ vendor: 'Appenate', person: 'wei.zhang@example.test', lastSignIn: 'never', days: '' }),
			expect.objectContaining({ vendor: 'Appenate', person: 'ana.silva@example.test', license: Type, days: 120 }),
			expect.objectContaining({ vendor: 'iSpring Learn', person: 'liam.murphy@example.test', license: '', days: 200 }),
		]);
		expect(String(report?.['summary'])).toMatch(/Appenate: 2 of 35 active users \(.*Premium.*\)\n/);
		expect(String(report?.['summary'])).toContain("HighQ Publisher: 36 active users, but it shows nobody's last sign-in");
		expect(String(report?.['summary'])).toContain('Axero: it documents no call');
		expect(itemsOf(execution, 'As CSV File')[0]?.binary).toBeDefined();
		expect(sandbox.writes()).toEqual([]);
	}, 60_000);

	it('is told of the vendors that can be read, and which can not', async () => {
		sandbox.edit('highq', 'ana.silva@example.test', (stored) => (stored['lastlogindate'] = '29 May 2025 11:57'));
		sandbox.fail({ channel: 'appenate', kind: 'status', status: 400 });
		const execution = await runFrom(n8n, 'templateNotSignedIn', 'By Hand');

		expect(String(jsonOf(execution, 'Report')[0]?.['summary'])).toMatch(/Appenate: not read: .*Appenate/);
		expect(jsonOf(execution, 'Each Person')).toContainEqual(
			expect.objectContaining({ vendor: 'HighQ Publisher', person: 'ana.silva@example.test', lastSignIn: '2025-05-29' }),
		);
	}, 60_000);
});

/** The bodies of the examples that a template brings along. */
function pinned(id: string, trigger: string): readonly unknown[] {
	return (
		templates()
			.find((template) => template.id === id)
			?.pinData?.[trigger]?.map(({ json }) => json.body) ?? []
	);
}

/** The first template as somebody keeps it who has no Axero and no iSpring Learn. */
function twoVendors(): WorkflowJson {
	const [template] = templates();
	if (!template) throw new Error('There is no template');
	const kept = without(template, ['Axero', 'Axero Outcome', 'iSpring Learn', 'iSpring Learn Outcome']);
	return { ...kept, id: 'twoVendors' };
}
