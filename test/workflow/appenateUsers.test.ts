import { freshSandbox } from '../freshSandbox';
import type { Fault } from '../sandbox';
import { BY_EMAIL, jsonOf, pairsOf, runAppenate, type Run } from './appenateRuns';
import { checkPreview } from './previews';

const [ANA, SEAN, STRANGER] = ['ana.silva@example.test', 'sean.obrien@example.test', 'nobody@example.test'];

const sandbox = freshSandbox();

const run = async (operation: string, run: Partial<Run> = {}) =>
	await runAppenate(sandbox, { ...run, parameters: { resource: 'user', operation, ...run.parameters } });
const person = (email: string) => sandbox.person('appenate', email);
const statusFault = (message: string): Fault => ({
	channel: 'appenate',
	kind: 'status',
	status: 400,
	contentType: 'application/json',
	body: JSON.stringify({ ResponseStatus: { ErrorCode: 'ArgumentException', Message: message } }),
});

describe('User: Get Many', () => {
	it('gives the users that fit the filters of each item', async () => {
		const filters = { email: '={{ $json.email }}', name: '={{ $json.name }}', status: 'Active', externalId: '0' };
		const result = await run('getAll', {
			items: [
				{ email: '@example', name: 'silva' },
				{ email: 'wal', name: '' },
			],
			parameters: { returnAll: true, filters },
		});

		expect(jsonOf(result).map(({ LastName }) => LastName)).toEqual(['Silva', 'Walker', 'Walsh']);
		expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }]);
		expect(sandbox.requests[0]?.path).toMatch(/Email=%40example&ExternalId=0&Name=silva&Status=Active&PageNo=0&PageSize=250/);
		checkPreview('Appenate', 'user', 'getAll', jsonOf(result));
	});

	it.each(['json', 'xml'])('stops at the limit, in %s', async (format) => {
		expect(jsonOf(await run('getAll', { parameters: { limit: 2, options: { format } } }))).toMatchObject([
			{ FirstName: 'Ana' },
			{ FirstName: 'Seán' },
		]);
		expect(jsonOf(await run('getAll', { parameters: { returnAll: true, output: 'raw', options: { format } } }))).toHaveLength(36);
	});

	it('asks for groups by name and for the audits of deleted users when told to', async () => {
		const result = await run('getAll', {
			parameters: { limit: 1, output: 'raw', options: { placesAs: 'names', includeDeletedUserAudits: true } },
		});

		expect(jsonOf(result)).toMatchObject([{ Groups: ['Sales'] }]);
		expect(sandbox.requests[0]?.path).toMatch(/IncludeDeletedUserAudits=true&UseNames=true/);
	});

	it('says in the vendor’s words when a filter is wanted', async () => {
		sandbox.fail(statusFault('Name, Email or ExternalId is required.'));

		expect((await run('getAll')).error?.says).toBe('Appenate: Name, Email or ExternalId is required. (HTTP 400) [item 0]');
	});

	it('fails when the list may be incomplete, or tells so to those who take it as it is', async () => {
		sandbox.fail({ channel: 'appenate', kind: 'malformed', body: JSON.stringify({ Users: [person(ANA)], TotalRows: 5 }) });
		expect((await run('getAll', { parameters: { returnAll: true } })).error?.says).toBe(
			'The list may be incomplete: the vendor counts 5, and 1 came [item 0]',
		);

		const result = await run('getAll', { parameters: { returnAll: true, options: { incompleteList: 'continue' } } });

		expect(jsonOf(result)).toHaveLength(1);
		expect(result.raw.hints?.[0]?.message).toContain('the vendor counts 5, and 1 came');
	});
});

describe('User: Activate and Deactivate', () => {
	const items = [
		{ email: ANA, word: 'Inactive' },
		{ email: SEAN, word: 'Invited' },
	];
	const statusOf = () => items.map(({ email }) => person(email).Status);

	it.each(['json', 'xml'])('set Status, read it back and leave alone who is as wanted, in %s', async (format) => {
		const options = { format };
		const off = await run('deactivate', { items, parameters: { ...BY_EMAIL, options: { ...options, statusWord: '={{ $json.word }}' } } });
		expect(statusOf()).toEqual(['Inactive', 'Invited']);
		const again = await run('deactivate', { items: items.slice(0, 1), parameters: { ...BY_EMAIL, options } });
		const on = await run('activate', { items, parameters: { ...BY_EMAIL, options } });

		expect(statusOf()).toEqual(['Active', 'Active']);
		expect(jsonOf(off)).toMatchObject([
			{ action: 'deactivated', warnings: [], user: { Status: 'Inactive' } },
			{ action: 'deactivated', user: { Status: 'Invited' } },
		]);
		expect(jsonOf(again)).toMatchObject([{ action: 'unchanged' }]);
		expect(jsonOf(on)).toMatchObject([{ action: 'activated', user: { Status: 'Active' } }, { action: 'activated' }]);
		expect([pairsOf(off), pairsOf(on)]).toEqual(Array(2).fill([{ item: 0 }, { item: 1 }]));
		checkPreview('Appenate', 'user', 'deactivate', jsonOf(off));
		checkPreview('Appenate', 'user', 'activate', jsonOf(on));
	});

	it('fail when Appenate did not keep the word and the user is as before', async () => {
		sandbox.fail({
			channel: 'appenate',
			method: 'PUT',
			kind: 'malformed',
			body: JSON.stringify({ User: { ...person(ANA), Status: 'Disabled' } }),
		});
		const result = await run('deactivate', { items: items.slice(0, 1), parameters: { ...BY_EMAIL, options: { statusWord: 'Disabled' } } });

		expect(result.error).toMatchObject({
			says: 'Appenate accepted the change, but shows the user unchanged: Status [item 0]',
			description: 'Status was sent as requested: Appenate may use another word for this status, see Status Word under Options, Requests.',
		});
	});

	it('send nothing for an empty word', async () => {
		expect((await run('activate', { items, parameters: { ...BY_EMAIL, options: { statusWord: ' ' } } })).error?.says).toBe(
			'Status Word is empty [item 0]',
		);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('User: Delete', () => {
	it.each(['json', 'xml'])('deletes the user of each item, in %s', async (format) => {
		const result = await run('delete', { items: [{ email: ANA }, { email: SEAN }], parameters: { ...BY_EMAIL, options: { format } } });

		expect(jsonOf(result)).toMatchObject([{ action: 'deleted' }, { action: 'deleted' }]);
		expect([pairsOf(result), sandbox.people('appenate').length]).toEqual([[{ item: 0 }, { item: 1 }], 34]);
		checkPreview('Appenate', 'user', 'delete', jsonOf(result));
	});

	it('deletes nobody when one of the items means nobody, unless the node continues', async () => {
		const items = [{ email: STRANGER }, { email: ANA }];
		const stopped = await run('delete', { items, parameters: BY_EMAIL });
		expect([stopped.error?.message, sandbox.people('appenate').length]).toEqual([
			`No user with the email address "${STRANGER}" was found [item 0]`,
			36,
		]);

		const continued = await run('delete', { items, parameters: BY_EMAIL, onError: 'continueRegularOutput' });
		expect([jsonOf(continued)[1]?.action, pairsOf(continued)]).toEqual(['deleted', [{ item: 0 }, { item: 1 }]]);
	});
});

describe('somebody who never signed in', () => {
	const invite = () => sandbox.edit('appenate', 'ana.silva@example.test', (ana) => void (ana.Status = 'Invited'));
	const switched = async (operation: string) =>
		await runAppenate(sandbox, {
			items: [{ email: 'ana.silva@example.test' }],
			parameters: { resource: 'user', operation, ...BY_EMAIL },
		});

	it('is billed once active, and the item says so', async () => {
		invite();

		expect(jsonOf(await switched('activate'))).toMatchObject([
			{ action: 'activated', warnings: [expect.stringMatching(/was Invited, which is free\. Active users are billed/)] },
		]);
	});

	it('is kept out where Appenate takes that; where it is refused, the error names Delete', async () => {
		invite();
		expect(jsonOf(await switched('deactivate'))).toMatchObject([{ action: 'deactivated', warnings: [] }]);
		invite();
		sandbox.fail({
			channel: 'appenate',
			method: 'PUT',
			kind: 'status',
			status: 500,
			contentType: 'application/json',
			body: '{"ResponseStatus":{"ErrorCode":"InvalidOperationException","Message":"The user is not active."}}',
		});

		expect((await switched('deactivate')).error?.description).toMatch(/^The user is Invited and .* use Delete\.$/);
	});
});
