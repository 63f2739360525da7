import type { INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { runSync, SYNC_WAYS } from '../workflow/syncWays';

const PEOPLE = 8;
const sandbox = freshSandbox({ people: PEOPLE });

describe.each(SYNC_WAYS)('a workflow that stops at a failed item, at $title', (way) => {
	const list = () => way.people(sandbox).map(({ email }, i) => ({ email, text: `new ${i}` }));
	/** The write after so many others is refused. */
	const refuse = (skip: number): void =>
		sandbox.fail({ channel: way.channel, only: ({ isWrite }) => isWrite, skip, times: 1, kind: 'status', status: 403, body: 'no' });
	const one = { concurrency: 1, maxRetries: 0 };
	const run = async (operation: string, options: INodeParameters = {}, parameters: INodeParameters = {}, items = list()) =>
		await runSync(sandbox, way, { items, operation, options: { ...one, ...options }, parameters });

	it.each(['update', 'sync'])('says who was written before, and how many were not tried (%s)', async (operation) => {
		const names = list().map(({ email }) => email);
		refuse(3);
		const { error } = await run(operation);

		expect(error?.itemIndex).toBe(3);
		expect(error?.description).toContain(`3 items were written anyway: ${names.slice(0, 3).join(', ')}.`);
		expect(error?.description).toContain('4 items were not tried.');
	});

	it('says only what is left where nothing was written yet', async () => {
		refuse(0);
		const { error } = await run('update');

		// Where the refusal is not in the vendor's form, nobody knows whether that one was written.
		const isUnclear = error?.description?.includes('It is unclear') === true;
		expect(error?.description).toContain(
			isUnclear ? `${PEOPLE - 1} items were not tried.` : `Nothing was written: ${PEOPLE - 1} other items were ready.`,
		);
		expect(error?.description).not.toContain('written anyway');
	});

	it('says so too when an item can not be understood', async () => {
		const { error } = await run('update', {}, {}, [...list().slice(0, 2), { email: 'nobody', text: 'x' }]);

		expect(error?.description).toContain('Nothing was written: 2 other items were ready.');
		expect(error?.description).not.toContain('written anyway');
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	it('says nothing of others where there are none', async () => {
		refuse(0);
		const { error } = await run('update', {}, {}, list().slice(0, 1));

		expect(error?.description ?? '').not.toMatch(/not tried|other items|written anyway/);
	});

	const { deactivates } = way;
	if (!deactivates) return;
	const leaving = { leavers: 'deactivate', includeAllUsers: true, ...deactivates.parameters };

	it('says that leavers were not deactivated', async () => {
		refuse(1);
		const { error } = await run('sync', {}, leaving, list().slice(0, PEOPLE - 2));

		expect(error?.description).toContain('1 item was written anyway');
		expect(error?.description).toContain('2 leavers were not deactivated.');
	});

	it('says what was written before a leaver who could not be deactivated', async () => {
		const unchanged = way.people(sandbox).slice(0, PEOPLE - 2);
		const [first, ...others] = unchanged;
		refuse(1);
		const { error } = await run('sync', {}, leaving, [{ email: first?.email ?? '', text: 'new' }, ...others]);

		expect(error?.description).toContain(`1 item was written anyway: ${first?.email}.`);
	});
});
