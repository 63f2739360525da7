import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { GROUP, ORGANISATION } from '../../nodes/HighQPublisher/wire/answers';
import { highqDirectory } from '../../nodes/HighQPublisher/user/highqDirectory';
import { recordStore } from '../../nodes/HighQPublisher/recordStore';
import type { Format } from '../../nodes/HighQPublisher/wire/request';
import { highqRequest, type HighQRequest } from '../../nodes/HighQPublisher/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import type { JsonObject } from '../../nodes/shared/json/json';
import type { Profile } from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import { testSession } from './session';

const sandbox = freshSandbox();
const request = (format?: Format): HighQRequest =>
	highqRequest(
		testSession(new HighQPublisherApi(), { baseUrl: sandbox.urls.highq, accessToken: sandbox.secrets.highq.accessToken }),
		format,
	);
const puts = () => sandbox.writes('highq').filter(({ method }) => method === 'PUT');

/** From the next request of this kind on, HighQ's answers are about somebody else: about what stands at this path. */
const mixUp = (method: string, body: string, contentType = 'application/json'): void =>
	sandbox.fail({ channel: 'highq', method, kind: 'malformed', afterHandling: true, body, contentType });

describe.each([
	['JSON', 'json', '{"user":{"id":4,"email":"sean.obrien@example.test"}}', 'application/json'],
	['XML', 'xml', '<user><id>4</id><email>sean.obrien@example.test</email></user>', 'application/xml'],
] as const)('an answer about another HighQ user, in %s,', (_name, format, sean, mediaType) => {
	const directory = () => highqDirectory(request(format));
	const ana = async (): Promise<Profile<JsonObject>> => {
		const [profile] = await directory().find({ by: 'id', value: '3' }, {});
		if (!profile) throw new Error('Ana is not there');
		return profile;
	};

	it.each([{ by: 'id', value: '3' } as const, { by: 'email', value: 'ana.silva@example.test' } as const])(
		'is not taken for the one who was looked up by $by',
		async (key) => {
			mixUp('GET', sean, mediaType);

			expect(await directory().find(key, {}).catch(failureOf)).toMatchObject({
				kind: 'unreadable',
				says: `HighQ was asked for the user "${key.value}" and answered with the user 4 (sean.obrien@example.test)`,
			});
		},
	);

	it('is noticed right before a write, and nothing is written', async () => {
		const current = await ana();
		mixUp('GET', sean, mediaType);

		expect(
			await directory()
				.update(current, [{ field: 'bio', to: 'x' }], {})
				.catch(failureOf),
		).toMatchObject({ kind: 'unreadable' });
		expect(puts()).toEqual([]);
	});

	it.each([
		['an update', 'PUT', async (current: Profile<JsonObject>) => await directory().update(current, [{ field: 'bio', to: 'x' }], {})],
		['a change of status', 'POST', async (current: Profile<JsonObject>) => await directory().setActive(current, false, {})],
		['an archiving', 'POST', async (current: Profile<JsonObject>) => await directory().archive(current, {})],
	])('is no success of %s', async (_what, method, write) => {
		const current = await ana();
		mixUp(method, sean, mediaType);

		expect(await write(current).catch(failureOf)).toMatchObject({
			kind: 'unreadable',
			says: 'HighQ was asked to change the user 3 and answered with the user 4',
			todo: 'Check both in HighQ before you run this item again.',
		});
	});

	it('is no success of a creation', async () => {
		mixUp('POST', sean, mediaType);
		const changes = [
			{ field: 'firstname', to: 'Bo' },
			{ field: 'lastname', to: 'Dahl' },
			{ field: 'email', to: 'bo@example.test' },
		];

		expect(await directory().create(changes, {}).catch(failureOf)).toMatchObject({
			kind: 'unreadable',
			says: 'HighQ was asked to create the user "bo@example.test" and answered with the user 4 (sean.obrien@example.test)',
		});
	});
});

describe.each([
	['group', GROUP, '7', '{"group":{"id":8,"name":"Legal","users":[4]}}'],
	['organisation', ORGANISATION, '75', '{"organisation":{"id":8,"name":"Other","users":[4]}}'],
] as const)('an answer about another %s', (one, names, id, other) => {
	const records = () => recordStore(request(), names);

	it('does not come out of a reading', async () => {
		mixUp('GET', other);

		expect(await records().read(id).catch(failureOf)).toMatchObject({
			kind: 'unreadable',
			says: `HighQ was asked for the ${one} ${id} and answered with the ${one} 8`,
		});
	});

	it('is never written back', async () => {
		mixUp('GET', other);

		expect(
			await records()
				.change(id, (record) => ({ ...record, name: 'Anew' }))
				.catch(failureOf),
		).toMatchObject({ kind: 'unreadable' });
		expect(puts()).toEqual([]);
	});

	it('is no success of a change', async () => {
		mixUp('PUT', other);

		expect(
			await records()
				.change(id, (record) => ({ ...record, name: 'Anew' }))
				.catch(failureOf),
		).toMatchObject({ kind: 'unreadable', says: `HighQ was asked to change the ${one} ${id} and answered with the ${one} 8` });
	});
});
