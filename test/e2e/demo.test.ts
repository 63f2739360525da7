import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { startSandbox, type DirectoryChange, type Sandbox } from '../sandbox';
import { demoCredentials, demoWorkflows, webhookCommands, welcome } from './demo';
import { itemsOf, OWNER, startN8n, type RunningN8n } from './n8n';
import { until } from './templates';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const ANA = 'ana.silva@example.test';
const SEAN = 'sean.obrien@example.test';

/** What each vendor calls the four fields that the demo changes. */
const FIELDS: Readonly<Record<DirectoryChange['vendor'], readonly string[]>> = {
	axero: ['First name', 'Last name', 'Job title', 'Phone'],
	appenate: ['FirstName', 'LastName', 'Metadata JobTitle', 'Metadata Phone'],
	highq: ['name.firstname', 'name.lastname', 'jobtitle', 'phone'],
	ispring: ['first_name', 'last_name', 'job_title', 'phone'],
};

let sandbox: Sandbox;
let n8n: RunningN8n;
let changes: DirectoryChange[];
beforeAll(async () => {
	sandbox = await startSandbox();
	sandbox.onChange((change) => changes.push(change));
	n8n = await startN8n({ tarball: TARBALL, credentials: demoCredentials(sandbox), workflows: demoWorkflows(sandbox) });
	// n8n answers to a webhook a moment after its workflow was published.
	await until('the webhook', async () => ((await n8n.webhook('employee', {})).status === 200 ? true : undefined));
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);
beforeEach(() => {
	sandbox.reset();
	changes = [];
});

/** From and to of the four fields, in the order of FIELDS; an update may be more than one change. */
function changed(vendor: DirectoryChange['vendor'], email: string): unknown {
	const fields = changes.filter((change) => change.vendor === vendor && change.card.email === email).flatMap((change) => change.fields);
	return FIELDS[vendor].map((name) => {
		const found = fields.find(({ field }) => field === name);
		return found && [found.from, found.to];
	});
}

describe('the demo', () => {
	it('changes the same four fields of one person at all four vendors by the command that is printed', async () => {
		const [{ command } = { command: '' }] = webhookCommands(demoWorkflows(sandbox), n8n.origin);
		const { stdout } = await promisify(execFile)('sh', ['-c', command]);

		expect(JSON.parse(stdout)).toEqual(
			['Axero', 'Appenate', 'HighQ Publisher', 'iSpring Learn'].map((vendor) =>
				expect.objectContaining({ vendor, action: vendor === 'Axero' ? 'sent' : 'updated', says: '' }),
			),
		);
		for (const vendor of Object.keys(FIELDS) as Array<keyof typeof FIELDS>) {
			expect([vendor, changed(vendor, ANA)]).toEqual([
				vendor,
				[
					['Ana', 'Ana Łucja'],
					['Silva', "O'Brien-Silva"],
					['Account manager', 'Head of Tax & Law'],
					['+351 21 555 0101', '+44 7700 900123'],
				],
			]);
		}
		const others = changes.flatMap(({ vendor, card, fields }) =>
			fields.filter(({ field }) => card.email !== ANA || !FIELDS[vendor].includes(field)).map(({ field }) => field),
		);
		expect(others.filter((field) => !/modified|updated/i.test(field))).toEqual([]);
	}, 60_000);

	it('changes nobody who is right already', async () => {
		const example = demoWorkflows(sandbox)[0]?.pinData?.['Webhook']?.[0]?.json.body;
		await n8n.webhook('employee', example);
		changes = [];
		const { body } = await n8n.webhook('employee', example);

		expect(changes).toEqual([]);
		// Axero does not show a profile before an update.
		expect((body as ReadonlyArray<Readonly<{ action: string }>>).slice(1).map(({ action }) => action)).toEqual(Array(3).fill('unchanged'));
	}, 60_000);

	it('brings the rows of the CSV file to all four, leading zeros too, and goes on after somebody unknown', async () => {
		const execution = await n8n.runWorkflow('demoCsv');

		expect(execution.status).toBe('success');
		expect([
			sandbox.person('axero', SEAN).labels.Phone,
			sandbox.person('appenate', SEAN).Metadata.find(({ Key }) => Key === 'Phone')?.Val,
			sandbox.person('highq', SEAN).phone,
			sandbox.person('ispring', SEAN).fields.phone,
		]).toEqual(['0012', '0012', '0012', '0012']);
		for (const vendor of ['Axero', 'Appenate', 'HighQ Publisher', 'iSpring Learn']) {
			expect(itemsOf(execution, vendor).map(({ json }) => json['action'] ?? json['error'])).toEqual([
				...Array<string>(4).fill(vendor === 'Axero' ? 'sent' : 'updated'),
				expect.stringMatching(/nobody@example\.test|not found/i),
			]);
		}
	}, 60_000);

	it('reads the same person from each vendor', async () => {
		const execution = await n8n.runWorkflow('demoRead');

		expect(execution.status).toBe('success');
		for (const vendor of ['Axero', 'Appenate', 'HighQ Publisher', 'iSpring Learn'])
			expect(JSON.stringify(itemsOf(execution, vendor)[0]?.json)).toContain(ANA);
	}, 60_000);

	it('reaches one person of iSpring Learn in three ways', async () => {
		const execution = await n8n.runWorkflow('demoThreeWays');

		expect(execution.status).toBe('success');
		expect(new Set(sandbox.writes().map(({ channel }) => channel))).toEqual(new Set(['ispring-rest', 'ispring-header', 'ispring-soap']));
		expect(sandbox.person('ispring', SEAN).fields).toMatchObject({
			first_name: 'Seán Pádraig',
			last_name: "O'Brien & Sons",
			job_title: 'Head of Legal',
			phone: '0012',
		});
	}, 60_000);
});

it('npm start says where the editor and the vendors are, how to get in, and what each credential asks for', () => {
	const text = welcome(sandbox, 'http://127.0.0.1:5678', OWNER);

	for (const needed of ['http://127.0.0.1:5678', OWNER.email, OWNER.password, sandbox.urls.page, 'curl -X POST'])
		expect(text).toContain(needed);
	const { axero, appenate, highq, ispring } = sandbox.secrets;
	for (const needed of [
		sandbox.urls.axero,
		axero.bearerToken,
		sandbox.urls.appenate,
		appenate.companyId,
		appenate.integrationKey,
		sandbox.urls.highq,
		highq.accessToken,
		sandbox.urls.ispring,
		ispring.clientId,
		ispring.clientSecret,
		ispring.password,
	])
		expect(text).toContain(needed);
});
