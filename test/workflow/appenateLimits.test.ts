import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { FOLDERS, GROUPS } from '../sandbox/appenate/people';
import { BY_EMAIL, byEmail, jsonOf, mapped, runAppenate } from './appenateRuns';

const sandbox = freshSandbox();

const everybody = (): IDataObject[] => sandbox.people('appenate').map(({ Email }) => ({ email: Email }));

/** Updates everybody, and says how many requests were under way at most. */
async function mostAtOnce(options: INodeParameters): Promise<number> {
	sandbox.fail({ channel: 'appenate', kind: 'delay', delayMs: 15 });
	const parameters = { resource: 'user', operation: 'update', ...BY_EMAIL, ...mapped({ LastName: 'Anew' }) };
	const result = await runAppenate(sandbox, { items: everybody(), parameters: { ...parameters, options } });
	expect(jsonOf(result).every(({ action }) => action === 'updated')).toBe(true);
	return sandbox.maxInFlight;
}

describe('Appenate gets no more connections at once than it allows', () => {
	it.each<[string, INodeParameters]>([
		['by default', {}],
		['where an old or imported node asks for more', { concurrency: 20 }],
	])('3 %s', async (_when, options) => {
		expect(await mostAtOnce({ ...options })).toBe(3);
	});

	it('fewer where that is chosen, and more only where its own option says so', async () => {
		expect(await mostAtOnce({ concurrency: 2 })).toBe(2);
		sandbox.reset();
		expect(await mostAtOnce({ concurrency: 2, raisedConcurrency: 8 })).toBeGreaterThan(3);
	});
});

describe("Appenate's limits", () => {
	const update = async (options: INodeParameters = {}) => {
		const parameters = { resource: 'user', operation: 'update', ...BY_EMAIL, ...mapped({ LastName: 'Anew' }), options };
		return jsonOf(await runAppenate(sandbox, { items: everybody(), parameters, onError: 'continueRegularOutput' }));
	};

	it('of connections are kept, so that nobody is turned away', async () => {
		sandbox.appenateAccount.atOnce = 3;
		sandbox.fail({ channel: 'appenate', kind: 'delay', delayMs: 5 });
		const items = await update();

		expect(items.every(({ action }) => action === 'updated')).toBe(true);
		expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	});

	it('of connections are waited for where other programs use them up', async () => {
		sandbox.appenateAccount.atOnce = 1;
		const items = await update({ concurrency: 2 });

		expect(items.every(({ action }) => action === 'updated')).toBe(true);
	});

	it.each([429, 500])(
		'of calls a day are not asked for again with HTTP %i: the rest is skipped, and the error says until when',
		async (beyond) => {
			Object.assign(sandbox.appenateAccount, { perDay: 50, beyond });
			const items = await update();
			const [first, ...others] = items.filter(({ error }) => error !== undefined);

			expect(first?.error).toMatch(/^\S+@\S+: Appenate takes no more calls today \(HTTP \d+: The daily API usage limit was exceeded\)/);
			expect(first?.message).toMatch(/2,500 calls a day.*midnight in its time zone/);
			expect(others.at(-1)?.error).toMatch(/^\S+@\S+: Skipped, because/);
			expect(sandbox.requests.length).toBeLessThanOrEqual(60);
		},
	);
});

describe("Appenate's calls of the day are counted for every operation", () => {
	const hintsOf = async (operation: string, parameters: INodeParameters, items: readonly IDataObject[] = [{}]) => {
		sandbox.clearLog();
		const { hints, error } = await runAppenate(sandbox, { items, parameters: { operation, ...parameters } });
		expect(error).toBeUndefined();
		return { hints, sent: sandbox.requests.length };
	};
	const counted = (sent: number) => `${sent} ${sent === 1 ? 'request' : 'requests'}, ${Math.ceil(sent / 2.5) / 10}% of the 2,500 a day.`;
	const place = (name: string, value: string): INodeParameters => ({ [name]: { __rl: true, mode: 'id', value } });
	const [group = '', folder = ''] = [GROUPS, FOLDERS].map(([first]) => first?.Id);
	const newcomer = { FirstName: 'New', LastName: 'One', Email: 'new@example.test' };
	const ofUser = (more: INodeParameters = {}) => ({ resource: 'user', ...BY_EMAIL, ...more });
	const ofList = (more: INodeParameters = {}) => ({ resource: 'user', ...byEmail('sync'), ...more });
	const ofGroup = (more: INodeParameters = {}) => ({ resource: 'userGroup', ...place('userGroup', group), ...more });
	const ofFolder = (more: INodeParameters = {}) => ({ resource: 'folder', ...place('folder', folder), ...more });

	it.each<[string, INodeParameters]>([
		['get', ofUser()],
		['getAll', ofUser()],
		['create', ofUser(mapped(newcomer))],
		['update', ofUser(mapped({ LastName: 'Anew' }))],
		['upsert', ofUser(mapped({ LastName: 'Anew' }))],
		['activate', ofUser()],
		['deactivate', ofUser()],
		['delete', ofUser()],
		['sync', ofList(mapped({ LastName: 'Anew' }))],
		['compare', ofList(mapped({ LastName: 'Anew' }))],
		['get', ofGroup()],
		['getAll', ofGroup()],
		['create', ofGroup({ name: 'Crew' })],
		['update', ofGroup({ updateFields: { name: 'Crew' } })],
		['addMembers', ofGroup({ users: 'sean.obrien@example.test' })],
		['removeMembers', ofGroup({ users: 'ana.silva@example.test' })],
		['delete', ofGroup()],
		['get', ofFolder()],
		['getAll', ofFolder()],
		['create', ofFolder({ name: 'Plans' })],
		['update', ofFolder({ updateFields: { name: 'Plans' } })],
		['delete', ofFolder()],
	])('%s of %j', async (operation, parameters) => {
		const { hints, sent } = await hintsOf(operation, parameters, [{ email: 'ana.silva@example.test' }]);

		expect(hints).toContainEqual(expect.stringMatching(new RegExp(`(^|\\. )${counted(sent)}$`)));
	});

	it('also where some items failed, and with what was tried again', async () => {
		sandbox.fail({ channel: 'appenate', kind: 'status', status: 503, times: 1 });
		const items = [{ email: 'ana.silva@example.test' }, { email: 'nobody@example.test' }];
		const result = await runAppenate(sandbox, { items, parameters: { operation: 'get', ...ofUser() }, onError: 'continueRegularOutput' });

		expect(result.hints).toContainEqual(counted(3));
	});

	it.each([
		['update', 36, 36],
		['sync', 1, 36],
	])('a preview of %s says what carrying it out would take', async (operation, reads, writes) => {
		const given = { ...mapped({ LastName: 'Anew' }), preview: true };
		const parameters = operation === 'sync' ? ofList(given) : ofUser(given);
		const { hints, sent } = await hintsOf(operation, parameters, everybody());
		const total = reads + writes;

		expect(sent).toBe(reads);
		expect(hints).toContainEqual(
			`Nothing was written. ${operation === 'sync' ? '36 users read. ' : ''}36 to update. ${counted(reads)} The run itself would take at least ${total} requests: ${reads} to read and ${writes} to write.`,
		);
	});
});
