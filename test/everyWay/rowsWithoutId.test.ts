import type { INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { VendorName } from '../sandbox';
import { actionsOf, jsonOf, runSync, SYNC_WAYS } from '../workflow/syncWays';

const PEOPLE = 6;
const sandbox = freshSandbox({ people: PEOPLE });

/** The ID under which each vendor's lists show somebody. */
const idsOf: Readonly<Record<VendorName, (email: string) => string>> = {
	appenate: (email) => sandbox.person('appenate', email).Id,
	axero: (email) => String(sandbox.person('axero', email).UserID),
	highq: (email) => String(sandbox.person('highq', email).id),
	ispring: (email) => `(?:${sandbox.person('ispring', email).userId}|${sandbox.person('ispring', email).legacyId})`,
};
const WITHOUT = '1 row has no ID and was left out';

describe.each(SYNC_WAYS)('a row without an ID, at $title', (way) => {
	const vendor: VendorName = way.channel.startsWith('ispring') ? 'ispring' : (way.channel as VendorName);
	const emails = () => way.people(sandbox).map(({ email }) => email);
	/** Lists show the second of all people without an ID. */
	const hideId = (): string => {
		const [, email = ''] = emails();
		const id = idsOf[vendor](email);
		const member = new RegExp(`"(?:id|Id|userId|UserID)":\\s*"?${id}"?,?|<((?:\\w+:)?(?:id|Id|userId))>${id}</\\1>`);
		sandbox.fail({
			channel: way.channel,
			kind: 'altered',
			afterHandling: true,
			only: ({ isWrite }) => !isWrite,
			alter: (answer) => ({
				...answer,
				headers: { 'content-type': answer.headers['content-type'] ?? '' },
				body: Buffer.from(answer.body.toString().replace(member, '')),
			}),
		});
		return email;
	};
	const run = async (operation: string, parameters: INodeParameters, items = [{}]) =>
		await runSync(sandbox, way, { items, operation, parameters, continues: true });

	it('is left out of Get Many, and a hint says so', async () => {
		hideId();
		const result = await run('getAll', { returnAll: true });

		expect(result.error).toBeUndefined();
		expect(jsonOf(result)).toHaveLength(PEOPLE - 1);
		expect(result.hints).toContainEqual(expect.stringContaining(WITHOUT));
	});

	it('is left out of a comparison, which goes on and takes nobody for a leaver', async () => {
		const hidden = hideId();
		const [first, , ...others] = way.people(sandbox);
		const result = await run('compare', { leavers: 'report' }, [{ ...first }]);

		expect(hidden).not.toBe('');
		expect(actionsOf(result)).toEqual({ matched: 1, leaver: others.length });
		expect(
			jsonOf(result)
				.slice(1)
				.map(({ warnings }) => warnings),
		).toEqual(others.map(() => [expect.stringContaining(WITHOUT)]));
		expect(result.hints).toContainEqual(expect.stringContaining(WITHOUT));
	});
});
