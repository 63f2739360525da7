import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { gzipSync } from 'node:zlib';

import { startSandbox, type Sandbox, type VendorName } from '../sandbox';
import { actionsOf, jsonOf, runSync, SYNC_WAYS } from '../workflow/syncWays';

/** Ways whose lists come in pages, and more people than fit on one. */
const PAGED = SYNC_WAYS.filter(({ channel }) => channel !== 'ispring-header' && channel !== 'ispring-soap').map((way) => ({
	...way,
	many: way.channel === 'ispring-rest' ? 1040 : 290,
}));
const vendorOf = (channel: string): VendorName => (channel.startsWith('ispring') ? 'ispring' : (channel as VendorName));

describe.each(PAGED)('a list that changes while it is read, at $title', (way) => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ people: way.many });
	});
	beforeEach(() => {
		sandbox.reset();
	});
	afterAll(async () => {
		await sandbox.close();
	});

	const emails = () => way.people(sandbox).map(({ email }) => email);
	/** Somebody from the first page is deleted by others, after so many requests for a list. */
	const leaves = (times?: number): void =>
		sandbox.fail({
			channel: way.channel,
			kind: 'meanwhile',
			method: 'GET',
			only: ({ path }) => !/details/.test(path),
			change: () => {
				const [first] = emails();
				if (first !== undefined) sandbox.remove(vendorOf(way.channel), first);
			},
			...(times === undefined ? {} : { times }),
		});
	const getMany = async (options: INodeParameters = {}, continues = false) =>
		await runSync(sandbox, way, { items: [{}], operation: 'getAll', parameters: { returnAll: true, output: 'raw' }, options, continues });
	const compare = async (items: readonly IDataObject[], options: INodeParameters = {}) =>
		await runSync(sandbox, way, { items, operation: 'compare', options, parameters: { leavers: 'report' }, continues: true });

	it('lacks nobody who is still there, and holds everybody once', async () => {
		leaves(1);
		const before = emails();
		const result = await getMany();
		const text = JSON.stringify(jsonOf(result));

		expect(result.error).toBeUndefined();
		expect(jsonOf(result)).toHaveLength(before.length);
		expect(emails().filter((email) => !text.includes(`"${email}"`))).toEqual([]);
	});

	it('takes nobody who is there for missing', async () => {
		const items = way.people(sandbox).map(({ email, text }) => ({ email, text }));
		leaves(1);

		expect(actionsOf(await compare(items))).toEqual({ matched: way.many });
	});

	it('is an error by default when it never stands still, and nothing is written', async () => {
		leaves();
		const says = 'may be incomplete: it was different each time it was read';

		expect((await getMany()).error?.message).toContain(says);
		const [email] = emails().slice(-1);
		const synced = await runSync(sandbox, way, { items: [{ email, text: 'new' }] });
		expect(synced.error?.message).toContain(says);
		expect(synced.error?.description).toContain('"If the List Is Incomplete"');
		expect(synced.error?.description).toContain('Nothing was written');
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	it('is an error of each item when the node continues', async () => {
		leaves();
		const [email] = emails().slice(-1);
		const errors = [...jsonOf(await getMany({}, true)), ...jsonOf(await compare([{ email, text: 'new' }]))];

		expect(errors.map((json) => JSON.stringify(json).includes('may be incomplete'))).toEqual([true, true]);
	});

	it('is not read to the end when a later page never seems to end', async () => {
		await getMany();
		const last = sandbox.requests.at(-1)?.path;
		const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
		const body = gzipSync(Buffer.alloc(70_000_000, ' '));
		sandbox.fail({
			channel: way.channel,
			kind: 'altered',
			only: ({ path }) => path === last,
			alter: () => ({ status: 200, headers, body }),
		});

		expect((await getMany()).error?.message).toContain('larger than 64 MB and was not read to the end');
	});

	it('is taken as it is by those who say so: a hint tells why, and no user is treated as missing from your list', async () => {
		leaves();
		const options = { incompleteList: 'continue' };
		const [email] = emails().slice(-1);
		const many = await getMany(options);

		expect(many.error).toBeUndefined();
		expect(jsonOf(many).length).toBeGreaterThan(way.many / 2);
		expect(many.hints).toContainEqual(expect.stringContaining('may be incomplete'));

		const compared = await compare([{ email, text: 'new' }], options);
		expect(jsonOf(compared)[0]).toMatchObject({ action: 'differing' });
		expect(jsonOf(compared)[1]).toMatchObject({ action: 'leaver', warnings: [expect.stringContaining('may be incomplete')] });
		expect(compared.hints).toContainEqual(expect.stringContaining('no user is treated as missing from your list'));
	});
});
