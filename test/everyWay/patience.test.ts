import { freshSandbox } from '../freshSandbox';
import { actionsOf, jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { wroteBy } from '../workflow/ways';

const sandbox = freshSandbox({ people: 60 });

const ANA = 'ana.silva@example.test';
const one = [{ email: ANA, text: 'one' }];

describe.each(SYNC_WAYS)('at $title, an update', (way: SyncWay) => {
	const update = async (asked: Partial<Parameters<typeof runSync>[2]> = {}) =>
		await runSync(sandbox, way, { items: one, operation: 'update', ...asked });
	const requests = () => sandbox.requests.filter(({ channel }) => channel === way.channel);

	it('passes over what passes by itself', async () => {
		sandbox.fail({ channel: way.channel, kind: 'status', status: 503, times: 1 });
		sandbox.fail({ channel: way.channel, kind: 'reset', times: 1 });
		const result = await update();

		expect(result.error).toBeUndefined();
		expect(actionsOf(result)).toEqual({ [wroteBy(way)]: 1 });
		expect(way.stored(sandbox, ANA)).toBe('one');
	});

	it('goes on after a wait that the vendor asks for', async () => {
		sandbox.fail({ channel: way.channel, kind: 'status', status: 429, headers: { 'retry-after': '1' }, times: 1 });
		expect(actionsOf(await update())).toEqual({ [wroteBy(way)]: 1 });
		expect(way.stored(sandbox, ANA)).toBe('one');
	});

	it('does not wait for a vendor that wants it tomorrow', async () => {
		sandbox.fail({ channel: way.channel, kind: 'status', status: 429, headers: { 'retry-after': '86400' } });
		const result = await update();

		expect(result.error?.description).toContain('The vendor asks you to wait 24 hours.');
		expect(requests()).toHaveLength(1);
	});

	it('is not tried again when the user does not want it', async () => {
		sandbox.fail({ channel: way.channel, kind: 'reset' });
		const result = await update({ options: { maxRetries: 0 } });

		expect(result.error?.message).toContain('No answer from 127.0.0.1');
		expect(requests()).toHaveLength(1);
	});

	it('skips the rest once the sign-in was refused three times', async () => {
		const items = way
			.people(sandbox)
			.slice(0, 20)
			.map(({ email }) => ({ email, text: 'x' }));
		sandbox.fail({ channel: way.channel, kind: 'status', status: 401, body: '' });
		const result = await update({ items, continues: true, options: { concurrency: 1 } });
		const messages = jsonOf(result).map(({ error }) => String(error));

		expect(messages).toHaveLength(20);
		expect(messages.slice(3).every((message) => /: Skipped, because the vendor rejected the credential several times/.test(message))).toBe(
			true,
		);
	});
});
