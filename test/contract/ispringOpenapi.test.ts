import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { parse } from 'yaml';

import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { operations } from '../../nodes/ISpringLearn/actions/operations';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { startSandbox, type Sandbox } from '../sandbox';
import { runNode } from '../workflow/engine';
import { accountOf, byId, userId } from '../workflow/ispringRun';
import { exceptions, judge } from './ispringDocument';
import { startRecorder, type Recorder } from './ispringRecorder';
import { RUNS } from './ispringRuns';

const DOCUMENT = path.resolve(__dirname, '../../../shared/vendors/ispring-learn.openapi.yaml');
const CASES = RUNS.map(([operation, ...all]) => [operation, all] as const);

if (existsSync(DOCUMENT)) describe("iSpring's OpenAPI document", againstTheDocument);
else it("iSpring's OpenAPI document is not at hand: nothing to hold the requests against", () => expect(existsSync(DOCUMENT)).toBe(false));

function againstTheDocument(): void {
	let sandbox: Sandbox;
	let recorder: Recorder;
	beforeAll(async () => {
		sandbox = await startSandbox();
		recorder = await startRecorder(sandbox.urls.ispring);
	});
	afterAll(async () => {
		await recorder.close();
		await sandbox.close();
	});
	beforeEach(() => {
		sandbox.reset();
		recorder.exchanges.length = 0;
		// Somebody is deactivated and away, so that there is something to undo.
		sandbox.edit('ispring', userId(5), (one) => {
			one.status = 3;
			one.workLeaveStatus = { workLeaveReason: 'OnVacation', startDate: '2030-01-01' };
		});
	});
	const called = new Set<string>();
	afterEach(() => {
		for (const { method, url } of recorder.exchanges) called.add(`${method} ${url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')}`);
	});
	const problemsOf = judge(parse(readFileSync(DOCUMENT, 'utf8')));

	const run = async (operation: string, parameters: IDataObject = {}, token = false): Promise<string | undefined> => {
		const [resource = '', name = ''] = operation.split('.');
		const { clientId, clientSecret } = sandbox.secrets.ispring;
		const data = { ...accountOf(sandbox), baseUrl: recorder.url };
		const { error } = await runNode({
			node: new ISpringLearn(),
			credential: token
				? {
						type: new ISpringLearnTokenApi(),
						data: { region: 'custom', baseUrl: recorder.url, clientId, clientSecret, accessToken: '', accessTokenExpiresAt: '0' },
					}
				: { type: new ISpringLearnApi(), data },
			parameters: JSON.parse(
				JSON.stringify({ api: 'rest', authentication: token ? 'token' : 'account', resource, operation: name, ...parameters }),
			),
			items: [{}],
		});
		return error?.message;
	};

	it.each(CASES)('knows every request and answer of %s', async (operation, all) => {
		const errors: Array<string | undefined> = [];
		for (const parameters of all) errors.push(await run(operation, parameters));

		expect(recorder.exchanges.length).toBeGreaterThan(0);
		expect(recorder.exchanges.flatMap(problemsOf)).toEqual([]);
		// The sandbox refuses to delete a department with people in it, in a shape that is declared.
		expect(errors).toEqual(all.map(() => (operation === 'department.delete' ? expect.stringContaining('not empty') : undefined)));
	});

	it('knows the exchange of an API key for a token', async () => {
		expect(await run('role.getAll', {}, true)).toBeUndefined();
		expect(recorder.exchanges.map(({ url }) => url.pathname)).toContain('/api/v3/token');
		expect(recorder.exchanges.flatMap(problemsOf)).toEqual([]);
	});

	it('would notice a wrong member, value, parameter, status or path', () => {
		const exchange = {
			method: 'POST',
			url: new URL('http://vendor/group'),
			contentType: 'application/json',
			sent: '{"name":"x"}',
			status: 201,
			answered: `"${userId(1)}"`,
		};
		const wrong = [
			{ sent: '{"title":"x"}' },
			{ sent: '{"name":1}' },
			{ url: new URL('http://vendor/group?x=1') },
			{ status: 200 },
			{ url: new URL('http://vendor/groupe') },
			{ answered: '"x"' },
			{ contentType: 'text/plain' },
		];

		expect(problemsOf(exchange)).toEqual([]);
		expect(wrong.map((change) => problemsOf({ ...exchange, ...change }).length > 0)).toEqual(wrong.map(() => true));
	});

	it('would notice a wrong answer about a user', async () => {
		await run('user.get', { user: byId(userId(1)) });
		const [exchange] = recorder.exchanges.filter(({ url }) => url.pathname.endsWith('/v2'));
		const judged = (change: IDataObject) =>
			problemsOf({ ...exchange!, answered: JSON.stringify({ ...JSON.parse(exchange?.answered ?? '{}'), ...change }) });

		expect(judged({})).toEqual([]);
		expect(judged({ status: 2 })).toHaveLength(1);
		expect(judged({ fields: { login: 'ana' } })).toHaveLength(1);
		expect(judged({ nickname: 'Ana' })).toHaveLength(1);
	});

	it('is met at every one of these addresses', () => {
		expect([...called].sort()).toEqual([
			'DELETE /department/*',
			'DELETE /group/*',
			'DELETE /user/*',
			'DELETE /user/*/scheduled_deactivation',
			'DELETE /user/*/scheduled_termination',
			'GET /contents',
			'GET /department',
			'GET /department/*',
			'GET /departments',
			'GET /enrollments',
			'GET /group/*',
			'GET /groups',
			'GET /learners/results',
			'GET /role',
			'GET /user/*/v2',
			'GET /user/profile/fields',
			'GET /user/v2',
			'GET /users/v2',
			'POST /api/v3/token',
			'POST /department',
			'POST /department/*',
			'POST /department/*/department/move',
			'POST /department/*/subordination',
			'POST /department/*/user/move',
			'POST /enrollment',
			'POST /enrollment/delete',
			'POST /group',
			'POST /group/*',
			'POST /group/*/members',
			'POST /user',
			'POST /user/*',
			'POST /user/*/groups/remove',
			'POST /user/*/password',
			'POST /user/*/scheduled_deactivation',
			'POST /user/*/scheduled_termination',
			'POST /user/*/status',
			'POST /user/*/subordination',
			'POST /users/activate',
			'POST /users/deactivate',
			'POST /users/terminate',
			'POST /users/work-leave-status',
			'POST /users/work-leave-status/delete',
		]);
	});

	it('is held against every operation, with few exceptions', () => {
		const all = Object.entries(operations).flatMap(([resource, byName]) => Object.keys(byName).map((name) => `${resource}.${name}`));

		expect(CASES.map(([operation]) => operation).sort()).toEqual(all.sort());
		expect(exceptions).toHaveLength(6);
	});
}
