import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { jsonOf, mapped, runAppenate } from './appenateRuns';

const [ANA, SEAN] = ['ana.silva@example.test', 'sean.obrien@example.test'];

const sandbox = freshSandbox();

const idOf = (email: string) => sandbox.person('appenate', email).Id;
const byId: INodeParameters = { user: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };
const run = async (operation: string, ids: readonly string[], more: INodeParameters = {}) =>
	await runAppenate(sandbox, {
		items: ids.map((id): IDataObject => ({ id })),
		parameters: { resource: 'user', operation, ...byId, ...more },
	});
const reads = () => sandbox.requests.filter(({ method }) => method === 'GET').map(({ path }) => path);
const asked = (part: string) => reads().filter((path) => path.includes(part)).length;

describe.each(['json', 'xml'])('where a service has no read by ID, in %s', (format) => {
	beforeEach(() => {
		sandbox.appenateAccount.hasDetails = false;
	});

	it('users are found by ID all the same: the list is read once, the missing call is tried once', async () => {
		const result = await run('get', [idOf(ANA), idOf(SEAN), idOf(ANA).toUpperCase()], { options: { format, concurrency: 1 } });

		expect(jsonOf(result).map(({ Email }) => Email)).toEqual([ANA, SEAN, ANA]);
		expect([asked('/user?'), asked('Email='), reads().length]).toEqual([1, 3, 5]);
	});

	it('they are written, read back and deleted by ID', async () => {
		const options = { format, verify: true };
		const updated = await run('update', [idOf(ANA)], {
			...mapped({ Email: 'ana.costa@example.test', 'Metadata: Phone': '0012' }),
			options,
		});
		const off = await run('deactivate', [idOf(SEAN)], { options: { format } });
		const gone = idOf('lukasz.zolc@example.test');
		const deleted = await run('delete', [gone], { options: { format } });

		expect(jsonOf(updated)).toMatchObject([{ action: 'updated', warnings: [], user: { Email: 'ana.costa@example.test' } }]);
		expect(jsonOf(off)).toMatchObject([{ action: 'deactivated', warnings: [], user: { Status: 'Inactive' } }]);
		expect([jsonOf(deleted)[0]?.action, sandbox.people('appenate').some(({ Id }) => Id === gone)]).toEqual(['deleted', false]);
	});

	it('who gets another address from somebody else meanwhile is read back by the one that the answer shows', async () => {
		const change = () => sandbox.edit('appenate', ANA, (ana) => void (ana.Email = 'ana.costa@example.test'));
		sandbox.fail({ channel: 'appenate', method: 'GET', pathIncludes: 'Email=', kind: 'meanwhile', change, times: 1 });
		const result = await run('update', [idOf(ANA)], { ...mapped({ LastName: 'Anew' }), options: { format, verify: true } });

		expect(jsonOf(result)).toMatchObject([
			{ action: 'updated', warnings: [], user: { Email: 'ana.costa@example.test', LastName: 'Anew' } },
		]);
	});

	it('groups by name come along', async () => {
		const [user] = jsonOf(await run('get', [idOf(ANA)], { output: 'raw', options: { format, placesAs: 'names' } }));

		expect(user?.Groups).toEqual(['Sales']);
	});

	it('who has no address is found by external ID or name', async () => {
		sandbox.edit('appenate', ANA, (ana) => void Object.assign(ana, { Email: '' }));
		sandbox.edit('appenate', SEAN, (sean) => void Object.assign(sean, { Email: '', ExternalId: undefined }));
		const ids = sandbox
			.people('appenate')
			.filter(({ Email }) => Email === '')
			.map(({ Id }) => Id);

		expect(jsonOf(await run('get', ids, { options: { format } })).map(({ Id }) => Id)).toEqual(ids);
	});

	it('a name that was cut in the middle of a character keeps nobody else from being found', async () => {
		sandbox.edit('appenate', SEAN, (sean) => void Object.assign(sean, { Email: '', ExternalId: undefined, LastName: 'Brien \ud83d' }));

		expect(jsonOf(await run('get', [idOf(ANA)], { options: { format } }))).toMatchObject([{ Email: ANA }]);
	});

	it('nobody is found for an ID that nobody has', async () => {
		expect((await run('get', ['f'.repeat(32)], { options: { format } })).error?.says).toBe(
			`No user with the ID "${'f'.repeat(32)}" was found [item 0]`,
		);
	});

	it('a refused list says what to do instead', async () => {
		sandbox.fail({
			channel: 'appenate',
			pathIncludes: '/user/search',
			kind: 'status',
			status: 400,
			contentType: 'application/json',
			body: '{"ResponseStatus":{"ErrorCode":"ArgumentException","Message":"Name, Email or ExternalId is required."}}',
		});
		const { error } = await run('get', [idOf(ANA)]);

		expect(error?.says).toBe(
			"This service can't get a user by ID (HTTP 405), and it refused to list its users. Appenate: Name, Email or ExternalId is required. (HTTP 400) [item 0]",
		);
		expect(error?.description).toMatch(/^Choose users by email address or external ID/);
	});
});

describe('a wrong address', () => {
	it('is said, where no call is there', async () => {
		sandbox.fail({ channel: 'appenate', kind: 'status', status: 405, body: '' });

		expect((await run('get', [idOf(ANA)])).error?.says).toBe('There is no Appenate API of version 2 at this address (HTTP 405) [item 0]');
	});
});

describe('a read after a write', () => {
	it('with groups by name takes one search, not two requests', async () => {
		const user = { user: { __rl: true, mode: 'email', value: ANA } };
		const options = { placesAs: 'names', verify: true };
		const result = await run('update', [''], { ...user, ...mapped({ LastName: 'Anew' }), options });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated', user: { Groups: ['Sales'] } }]);
		expect([asked('/user?'), asked('/user/search')]).toEqual([0, 2]);
	});
});
