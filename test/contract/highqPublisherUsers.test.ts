import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { highqDirectory, type HighQDirectory } from '../../nodes/HighQPublisher/user/highqDirectory';
import type { Format } from '../../nodes/HighQPublisher/wire/request';
import { highqRequest } from '../../nodes/HighQPublisher/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import type { JsonObject } from '../../nodes/shared/json/json';
import type { Change, FieldValue, Profile, Written } from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import { HARD_TEXTS } from './hardText';
import { testSession } from './session';

const sandbox = freshSandbox();

const open = (format: Format): HighQDirectory =>
	highqDirectory(
		highqRequest(
			testSession(new HighQPublisherApi(), { baseUrl: sandbox.urls.highq, accessToken: sandbox.secrets.highq.accessToken }),
			format,
		),
	);
const ana = async (directory: HighQDirectory): Promise<Profile<JsonObject>> => {
	const [profile] = await directory.find({ by: 'id', value: '3' }, {});
	if (!profile) throw new Error('Ana is not there');
	return profile;
};
const bo: Readonly<Record<string, FieldValue>> = { firstname: 'Bo', lastname: 'Dahl', email: 'bo.dahl@example.test' };
const changesOf = (fields: Readonly<Record<string, FieldValue>>): Change[] => Object.entries(fields).map(([field, to]) => ({ field, to }));
const calls = () => sandbox.requests.map(({ method, path }) => `${method} ${path.split('/api/2')[1]}`);

type Act = Readonly<{
	create: (fields: Readonly<Record<string, FieldValue>>) => Promise<Written>;
	set: (active: boolean) => Promise<Written>;
	archive: () => Promise<Written>;
	activeOf: () => Promise<unknown>;
}>;
const acting = (format: Format): Act => ({
	create: async (fields) => await open(format).create(changesOf(fields), {}),
	set: async (active) => await open(format).setActive(await ana(open(format)), active, {}),
	archive: async () => await open(format).archive(await ana(open(format)), {}),
	activeOf: async () => (await ana(open(format))).active,
});

describe.each([
	['JSON', 'application/json', acting('json')],
	['XML', 'application/xml', acting('xml')],
] as const)('a HighQ user, in %s,', (_format, mediaType, { create, set, archive, activeOf }) => {
	it('is made by one POST in this format, and read back by ID that HighQ gave', async () => {
		const written = await create({ ...bo, orgid: '76', specialities: ['tax', 'energy'], sociallinks: [{ name: 'X', value: '@bo' }] });

		expect(written).toMatchObject({ id: '39', warnings: [] });
		expect(calls()).toEqual(['POST /users', 'GET /users/39']);
		expect(sandbox.writes('highq')[0]?.headers).toMatchObject({ accept: mediaType, 'content-type': mediaType });
		expect(sandbox.person('highq', 39)).toEqual({
			id: 39,
			email: bo.email,
			name: { firstname: 'Bo', lastname: 'Dahl' },
			status: 'active',
			organisation: { orgid: 76 },
			specialities: 'tax,energy',
			sociallinks: { link: { name: 'X', value: '@bo' } },
		});
	});

	it.each(HARD_TEXTS)('keeps every character from its first day: %j', async (text) => {
		await create({ ...bo, bio: text });

		expect(sandbox.person('highq', 39).bio).toBe(text);
	});

	it('is not made a second time when HighQ does not answer well, or refuses', async () => {
		sandbox.fail({ kind: 'status', status: 503, method: 'POST' });
		expect(await create(bo).then(() => undefined, failureOf)).toMatchObject({ kind: 'unreadable' });
		expect(sandbox.writes('highq')).toHaveLength(1);

		sandbox.heal();
		sandbox.clearLog();
		expect(await create({ ...bo, email: 'ana.silva@example.test' }).then(() => undefined, failureOf)).toMatchObject({
			kind: 'refused',
			status: 400,
			says: expect.stringContaining('already exists (ref 74)'),
		});
		expect(sandbox.writes('highq')).toHaveLength(1);
	});

	it('is there with a warning when it cannot be read afterwards', async () => {
		sandbox.fail({ kind: 'status', status: 503, method: 'GET' });

		expect(await create(bo)).toEqual({
			id: '39',
			warnings: [expect.stringContaining('The user was written, but could not be read')],
		});
	});

	it('is let in, disabled and archived by calls without a body', async () => {
		expect(await set(false)).toMatchObject({ id: '3', warnings: [] });
		expect(await set(true)).toMatchObject({ id: '3', warnings: [] });
		expect(await archive()).toMatchObject({ id: '3', warnings: [] });

		expect(sandbox.writes('highq').map(({ path, body }) => [path.split('/api/2')[1], body])).toEqual([
			['/users/3/disable', ''],
			['/users/3/activate', ''],
			['/users/3/archive', ''],
		]);
		expect(sandbox.writes('highq').map(({ headers }) => headers['content-type'])).toEqual([undefined, undefined, undefined]);
		expect(sandbox.person('highq', 3).status).toBe('archive');
	});

	it('gives a warning when another status is shown than the one asked for', async () => {
		sandbox.fail({
			kind: 'meanwhile',
			method: 'POST',
			change: () =>
				sandbox.edit('highq', 3, (user) => {
					user.status = 'suspended';
				}),
		});

		expect((await set(false)).warnings).toEqual([
			expect.stringContaining('accepted "status", but shows "suspended" where "disable" was sent'),
		]);
	});

	it.each([
		['a summary', mediaType === 'application/json' ? '{"user":{"id":3}}' : '<user><id>3</id></user>', mediaType],
		['nothing', '', mediaType],
	])('is not switched when %s comes back and the status stays', async (_what, body, contentType) => {
		sandbox.fail({ kind: 'malformed', body, contentType, method: 'POST' });

		expect(await set(false).then(() => undefined, failureOf)).toMatchObject({
			kind: 'refused',
			status: 200,
			says: 'HighQ accepted the change, but shows the user unchanged: status',
		});
	});

	it.each([['{"code":500,"message":"closed"}'], ['<script>challenge()</script>'], ['Service temporarily unavailable']])(
		'is not archived when %s comes back',
		async (body) => {
			sandbox.fail({ kind: 'malformed', body, method: 'POST' });

			expect(await archive().then(() => undefined, failureOf)).toMatchObject({ kind: 'unreadable', status: 200 });
		},
	);

	it('is not found any more when somebody was quicker', async () => {
		sandbox.fail({
			kind: 'status',
			status: 404,
			method: 'POST',
			body: '{"error":{"summary":"User not found","ref":108}}',
			contentType: 'application/json',
		});

		expect(await set(false).then(() => undefined, failureOf)).toMatchObject({ kind: 'notFound', says: 'HighQ: User not found (ref 108)' });
	});

	it.each([
		['active', true],
		['Active', true],
		['disable', false],
		['disabled', false],
		['archive', false],
		['Archived', false],
		['suspended', undefined],
		['pending', undefined],
		['1', undefined],
	])('with the status %s is active: %s', async (status, active) => {
		sandbox.edit('highq', 3, (user) => {
			user.status = status;
		});

		expect(await activeOf()).toBe(active);
	});
});

describe('a HighQ user that HighQ accepts without telling an ID', () => {
	it('is an item that says so, because another run could make a second one', async () => {
		sandbox.fail({ kind: 'malformed', body: '{"user":{}}', contentType: 'application/json', method: 'POST' });

		expect(
			await open('json')
				.create(changesOf(bo), {})
				.then(() => undefined, failureOf),
		).toMatchObject({ kind: 'unreadable', todo: expect.stringContaining('it may already exist') });
	});
});

describe('archiving', () => {
	it('takes a disabled user for somebody who is not archived yet', async () => {
		sandbox.edit('highq', 3, (user) => {
			user.status = 'disable';
		});
		const directory = open('json');
		expect(directory.isArchived(await ana(directory))).toBe(false);

		await open('json').archive(await ana(open('json')), {});
		expect(directory.isArchived(await ana(directory))).toBe(true);
	});
});
