import type { INodeParameters } from 'n8n-workflow';

import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { Axero } from '../../nodes/Axero/Axero.node';
import { freshSandbox } from '../freshSandbox';
import type { RawAnswer } from '../sandbox';
import { runAppenate } from './appenateRuns';
import { ANA, axeroOn, locator, mapped, on, THE_USER } from './axeroRun';
import { runNode, type NodeResult } from './engine';
import { who } from './offered';

const sandbox = freshSandbox({ people: 3 });

const appenate = async (parameters: INodeParameters): Promise<NodeResult> =>
	await runAppenate(sandbox, {
		items: [{ email: ANA }],
		parameters: { resource: 'user', ...who(String(parameters.operation), locator('email', ANA)), ...parameters },
	});
const lastName = (value: string): INodeParameters => ({ fields: mapped({ LastName: value }) });

/** Every user of an answer gets an address that holds the key. */
function repeated(answer: RawAnswer): RawAnswer {
	const url = `https://forms.test/me?CompanyId=1&IntegrationKey=${encodeURIComponent(sandbox.secrets.appenate.integrationKey)}`;
	const marked: unknown = JSON.parse(answer.body.toString(), (_name, value: unknown) =>
		typeof value === 'object' && value !== null && 'LastName' in value ? { ...value, Links: [{ Url: url }] } : value,
	);
	return { ...answer, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(marked)) };
}

describe('a key that a vendor repeats in what it shows of a user', () => {
	it.each<[string, INodeParameters]>([
		['Get', { operation: 'get', output: 'raw' }],
		['Get Many', { operation: 'getAll', output: 'raw', returnAll: true }],
		['Update', { operation: 'update', ...lastName('another') }],
		['Update where nothing differs', { operation: 'update', ...lastName('Silva') }],
		['a preview', { operation: 'update', ...lastName('another'), preview: true }],
		['Sync', { operation: 'sync', ...lastName('Silva'), ifNotFound: 'ignore', leavers: 'report' }],
		['Compare', { operation: 'compare', ...lastName('Silva'), leavers: 'report' }],
	])('does not come out of %s', async (_what, parameters) => {
		sandbox.fail({ channel: 'appenate', kind: 'altered', afterHandling: true, alter: repeated });
		const result = await appenate(parameters);
		const out = JSON.stringify(result.outputs);

		expect(result.error).toBeUndefined();
		expect(out).toContain('[hidden]');
		expect(out).toContain(ANA);
		expect(out).not.toContain(sandbox.secrets.appenate.integrationKey);
	});

	it('is hidden in an error too, where the credential holds a number', async () => {
		const apiKey = 1234567890123;
		sandbox.fail({
			channel: 'axero',
			kind: 'altered',
			alter: (answer, { headers }) => ({
				...answer,
				status: 400,
				headers: { 'content-type': 'application/json' },
				body: Buffer.from(JSON.stringify({ IsError: true, ResponseMessage: `bad ${headers.authorization ?? ''}` })),
			}),
		});
		const { error } = await runNode({
			node: new Axero(),
			credential: { type: new AxeroApi(), data: { baseUrl: sandbox.urls.axero, authentication: 'bearer', apiKey } },
			items: [{}],
			parameters: { resource: 'user', operation: 'getCurrent' },
		});

		expect(error?.message).toContain('bad Bearer [hidden]');
	});

	it('is hidden in an error too, where it ends with a stop that the sentence has lost', async () => {
		const apiKey = 'Sup3r.Secret.Key.';
		sandbox.fail({
			channel: 'axero',
			kind: 'status',
			status: 401,
			contentType: 'application/json',
			body: JSON.stringify({ IsError: true, ResponseMessage: `Unknown token ${apiKey}` }),
		});
		const { error } = await runNode({
			node: new Axero(),
			credential: { type: new AxeroApi(), data: { baseUrl: sandbox.urls.axero, authentication: 'bearer', apiKey } },
			items: [{}],
			parameters: { resource: 'user', operation: 'getCurrent' },
		});

		expect(error?.message).toContain('Unknown token [hidden]');
	});
});

describe('a key that came into the input', () => {
	it('does not come out of the hint that tells what would stop a preview', async () => {
		const key = sandbox.secrets.appenate.integrationKey;
		const preview = { preview: true, options: { maxChanges: 0 } };
		const hints = await Promise.all(
			[{ operation: 'update' }, { operation: 'sync', ifNotFound: 'ignore', leavers: 'ignore' }].map(
				async (more) => (await appenate({ ...lastName(`x ${key}`), ...more, ...preview })).hints,
			),
		);

		for (const told of hints) {
			expect(told).toContainEqual(expect.stringMatching(/^Without Preview, this run would be stopped\. .*\[hidden\]/));
			expect(told.join()).not.toContain(key);
		}
	});

	it('does not come out of the hint that a list is not complete', async () => {
		const key = sandbox.secrets.axero.bearerToken;
		const { hints, error } = await axeroOn(() => sandbox)(
			on('user')('sync', {
				...who('sync', THE_USER.user),
				fields: mapped({ 'Last name': 'Silva' }),
				ifNotFound: 'ignore',
				leavers: 'report',
				scope: { condition: [{ field: key, comparison: 'is', value: 'x' }] },
				preview: true,
			}),
			[{ email: ANA }],
		);

		expect(error).toBeUndefined();
		expect(hints).toContainEqual(expect.stringContaining('may be incomplete (Axero shows no user\'s "[hidden]")'));
		expect(hints.join()).not.toContain(key);
	});
});

describe('a label of Axero for a password', () => {
	const run = axeroOn(() => sandbox);
	const update = (name: string, more = {}) =>
		on('user')('update', { ...THE_USER, fields: mapped({}), options: { moreFields: { field: [{ name, value: 'geheim-42.' }] } }, ...more });

	it.each([
		'Password',
		'password',
		'PASSWORD',
		'Password ',
		'New password',
		'User Password',
		'NewPassword',
		'NewPassword ',
		'Password (new)',
	])('is never shown: "%s"', async (name) => {
		const preview = await run(update(name, { preview: true }), [{ email: ANA }]);
		const shown = JSON.stringify([preview.outputs, preview.hints, preview.error]);

		expect(preview.error).toBeUndefined();
		expect(shown).toContain('[hidden]');
		expect(shown).not.toContain('geheim-42');
	});

	it.each(['password', 'New password'])('is not repeated in a refusal: "%s"', async (name) => {
		sandbox.fail({
			channel: 'axero',
			kind: 'status',
			status: 400,
			contentType: 'application/json',
			body: JSON.stringify({ IsError: true, ResponseMessage: `Too weak: the ${name} geheim-42.` }),
		});
		const { error } = await run(update(name), [{ email: ANA }]);

		expect(error?.message).toContain(`Too weak: the ${name} [hidden]`);
	});

	it.each(['Passwordless', 'Bio'])('is none of those that only sound like it: "%s"', async (name) => {
		expect(JSON.stringify((await run(update(name, { preview: true }), [{ email: ANA }])).outputs)).toContain('geheim-42');
	});
});
