import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { HARD_TEXTS } from '../contract/hardText';
import { freshSandbox } from '../freshSandbox';
import type { Fault } from '../sandbox';
import { runNode, type NodeResult } from '../workflow/engine';
import { WAYS, getParameters, jsonParameters, updateParameters, wroteBy, type Way } from '../workflow/ways';

const sandbox = freshSandbox();

type Options = Readonly<{
	onError?: 'continueRegularOutput' | 'continueErrorOutput';
	url?: string;
	secret?: string;
	parameters?: INodeParameters;
}>;

const run = async (way: Way, items: readonly IDataObject[], { onError, parameters, ...change }: Options = {}): Promise<NodeResult> =>
	await runNode({
		node: way.node(),
		credential: { type: way.credential(), data: way.data(sandbox, change) },
		parameters: parameters ?? updateParameters(way),
		items,
		...(onError ? { onError } : {}),
	});
const ANA = 'ana.silva@example.test';
const someEmails = (howMany: number): string[] =>
	sandbox
		.people('axero')
		.slice(0, howMany)
		.map(({ Email }) => Email);
const regular = (result: NodeResult) => result.outputs[0] ?? [];
const onErrorPath = (result: NodeResult) => result.outputs[1] ?? [];
const actions = (result: NodeResult) => regular(result).map(({ json }) => json.action);
const writes = (way: Way) => sandbox.writes(way.channel);

describe.each(WAYS)('$title: Update', (way) => {
	it('gives each item its own parameters and its own paired outcome', async () => {
		const [first = '', second = ''] = someEmails(2);
		const result = await run(way, [
			{ email: first, text: 'One' },
			{ email: second, text: 'Two' },
		]);

		expect(result.error).toBeUndefined();
		expect([way.stored(sandbox, first), way.stored(sandbox, second)]).toEqual(['One', 'Two']);
		expect(regular(result).map(({ pairedItem, json: { action, warnings } }) => ({ pairedItem, action, warnings }))).toEqual([
			{ pairedItem: { item: 0 }, action: wroteBy(way), warnings: [] },
			{ pairedItem: { item: 1 }, action: wroteBy(way), warnings: [] },
		]);
	});

	it('brings hard text to the vendor to the letter', async () => {
		const emails = someEmails(HARD_TEXTS.length);
		await run(
			way,
			emails.map((email, i) => ({ email, text: HARD_TEXTS[i] })),
		);

		expect(emails.map((email) => way.stored(sandbox, email))).toEqual(HARD_TEXTS);
	});

	it('opens the credential once for all items', async () => {
		const result = await run(
			way,
			someEmails(10).map((email) => ({ email, text: 'x' })),
		);

		expect(result.decryptions).toBe(1);
	});

	it('writes nothing, or the same again, when it runs a second time', async () => {
		const items = someEmails(3).map((email) => ({ email, text: 'Again' }));
		await run(way, items);
		sandbox.clearLog();
		const second = await run(way, items);

		expect(actions(second)).toEqual(items.map(() => (way.compares ? 'unchanged' : wroteBy(way))));
		expect(writes(way)).toHaveLength(way.compares ? 0 : items.length);
	});

	it('never has more users under way than the option allows', async () => {
		sandbox.fail({ channel: way.channel, kind: 'delay', delayMs: 5 });
		const result = await run(
			way,
			someEmails(20).map((email) => ({ email, text: 'x' })),
		);

		expect(regular(result)).toHaveLength(20);
		expect(sandbox.maxInFlight).toBeLessThanOrEqual(5);
	});

	it('leaves a field alone when its item has no value', async () => {
		const before = way.stored(sandbox, ANA);
		const result = await run(way, [{ email: ANA, text: '' }], { onError: 'continueRegularOutput' });

		expect(way.stored(sandbox, ANA)).toBe(before);
		expect(writes(way)).toEqual([]);
		expect(regular(result)).toHaveLength(1);
	});

	it('puts secrets into no output', async () => {
		const result = await run(way, [{ email: ANA, text: 'x' }]);
		const { axero, appenate, highq, ispring } = sandbox.secrets;
		const secrets = [
			axero.bearerToken,
			appenate.integrationKey,
			highq.accessToken,
			highq.refreshToken,
			ispring.password,
			ispring.clientSecret,
		];

		expect(secrets.filter((secret) => JSON.stringify(result.raw).includes(secret))).toEqual([]);
	});

	describe('when one item of three is bad', () => {
		const three = (bad: IDataObject): IDataObject[] => {
			const [first, , third] = someEmails(3);
			return [
				{ email: first, text: 'One' },
				{ text: 'Two', ...bad },
				{ email: third, text: 'Three' },
			];
		};
		const BAD: ReadonlyArray<readonly [string, IDataObject, RegExp]> = [
			['an empty id', { email: '' }, /User is empty/],
			['an invalid email address', { email: 'not an address' }, /User is not an email address: "not an address"/],
			['an unknown user', { email: 'nobody@example.test' }, /nobody@example\.test|not found/i],
			['a list where text is due', { email: ANA, text: ['a'] }, /takes text, not a list/],
		];

		it.each(BAD)('goes on with the others after %s, when the user chose to continue', async (_what, bad, message) => {
			const result = await run(way, three(bad), { onError: 'continueErrorOutput' });

			expect(actions(result)).toEqual([wroteBy(way), wroteBy(way)]);
			expect(onErrorPath(result)).toMatchObject([{ json: { error: expect.stringMatching(message) }, pairedItem: { item: 1 } }]);
			expect(onErrorPath(result)[0]?.json.error).toContain('[item 1]');
		});

		it.each(BAD.filter(([what]) => way.compares || what !== 'an unknown user'))(
			'writes nobody after %s, when the user did not choose to continue',
			async (_what, bad, message) => {
				const result = await run(way, three(bad));

				expect(result.error?.message).toMatch(message);
				expect(result.error?.itemIndex).toBe(1);
				expect(writes(way)).toEqual([]);
			},
		);
	});

	it('names what is wrong with a JSON text of one item, and goes on with the others', async () => {
		const [first, second] = someEmails(2);
		const items = [
			{ email: first, text: 'x', json: '{"Blog": "https://example.test", }' },
			{ email: second, text: 'y', json: '{}' },
		];
		const result = await run(way, items, { onError: 'continueErrorOutput', parameters: jsonParameters(way) });

		expect(onErrorPath(result)).toMatchObject([
			{ json: { error: expect.stringMatching(/is not valid JSON: .*\[item 0\]$/) }, pairedItem: { item: 0 } },
		]);
		expect(actions(result)).toEqual([wroteBy(way)]);
	});

	const html = '<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>';
	it.each<[string, Fault, RegExp]>([
		['a web page', { kind: 'malformed', body: html, contentType: 'text/html' }, /expected|web page|HTML|XML/i],
		[
			'a redirect',
			{ kind: 'redirect', to: 'https://login.example.test/start?session=1' },
			/redirects to https:\/\/login\.example\.test\/start /,
		],
		[
			'a body that is neither JSON nor XML',
			{ kind: 'malformed', body: 'Service is down' },
			/expected|XML|JSON|answered with something else/i,
		],
	])('says what to do about %s, and writes nobody', async (_what, fault, message) => {
		sandbox.fail({ channel: way.channel, ...fault });
		const before = way.stored(sandbox, ANA);
		const result = await run(way, [{ email: ANA, text: 'x' }]);

		expect(result.error?.message).toMatch(message);
		expect(result.error?.description).toMatch(/base URL|address|endpoint/i);
		expect(way.stored(sandbox, ANA)).toBe(before);
	});

	it('says that the credential is wrong, without showing it', async () => {
		const result = await run(way, [{ email: ANA, text: 'x' }], { secret: 'wrong-secret-0000' });

		expect(result.error?.message).toMatch(/rejected|authorization failed|sign/i);
		expect(JSON.stringify(result.raw)).not.toContain('wrong-secret-0000');
		expect(writes(way).filter(({ status }) => status === 200)).toEqual([]);
	});

	it('says that the address is wrong', async () => {
		const result = await run(way, [{ email: ANA, text: 'x' }], { url: `${sandbox.origin}/nowhere` });

		expect(`${result.error?.message} ${result.error?.description}`).toMatch(/base URL|endpoint|address/i);
	});
});

describe.each(WAYS)('$title: Get', (way) => {
	it('reads each person, paired', async () => {
		const emails = someEmails(2);
		const result = await run(
			way,
			emails.map((email) => ({ email })),
			{ parameters: getParameters(way) },
		);

		expect(result.error).toBeUndefined();
		expect(regular(result).map(({ json, pairedItem }, i) => [JSON.stringify(json).includes(emails[i] ?? '?'), pairedItem])).toEqual([
			[true, { item: 0 }],
			[true, { item: 1 }],
		]);
		expect(writes(way)).toEqual([]);
	});

	it('says who was not found', async () => {
		const result = await run(way, [{ email: 'nobody@example.test' }], { parameters: getParameters(way) });

		expect(result.error?.message).toContain('No user with the email address "nobody@example.test" was found [item 0]');
	});
});
