import { runOperation } from '../faults/operations';
import { freshSandbox } from '../freshSandbox';
import type { Channel, FaultKind } from '../sandbox';
import { actionsOf, jsonOf, SYNC_WAYS } from './syncWays';
import { wroteBy } from './ways';

const sandbox = freshSandbox();

const json = (status: number, body: object): FaultKind => ({
	kind: 'status',
	status,
	contentType: 'application/json',
	body: JSON.stringify(body),
});
const words = 'You may not edit this user';

describe.each<[string, Channel, FaultKind, number]>([
	['Axero', 'axero', json(403, { IsError: true, ResponseMessage: words }), 3],
	['Axero, by a 500', 'axero', json(500, { IsError: true, ResponseMessage: words }), 5],
	['Appenate', 'appenate', json(403, { ResponseStatus: { ErrorCode: 'Forbidden', Message: words } }), 3],
	['HighQ Publisher', 'highq', json(403, { error: { summary: words, ref: '123' } }), 3],
	['iSpring Learn', 'ispring-rest', json(403, { code: 403, message: words }), 3],
])('users whom the credential may not edit, at %s', (_title, channel, fault, refused) => {
	it('do not keep the others from being written', async () => {
		const way = SYNC_WAYS.find((one) => one.channel === channel);
		if (!way) throw new Error(`There is no way ${channel}`);
		sandbox.reset();
		sandbox.fail({ channel, times: refused, only: ({ isWrite }) => isWrite, ...fault });
		const items = way
			.people(sandbox)
			.slice(0, refused + 2)
			.map(({ email }) => ({ email, text: 'new' }));
		const result = await runOperation(way, sandbox, 'update', { items, options: { concurrency: 1, maxRetries: 0 } });

		expect(actionsOf(result)).toEqual({ error: refused, [wroteBy(way)]: 2 });
		expect(jsonOf(result)[0]?.error).toContain(words);
	});
});
