import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { Channel } from '../sandbox';
import { axeroOn, jsons, on } from './axeroRun';
import { byId, jsonOf, runHighQ } from './highqRun';

const sandbox = freshSandbox();

/** Every other one of these can be held by a JavaScript number, and the next node would refuse it. */
const LONG = Array.from({ length: 6 }, (_unused, i) => String(2n ** 53n + BigInt(i)));
const rows = (name: string): string => LONG.map((id) => `{"${name}":${id}}`).join(',');
const answers = (channel: Channel, body: string): void => sandbox.fail({ channel, kind: 'malformed', body, times: 1 });

const axero = axeroOn(() => sandbox);
const axeroList = async (resource: 'user' | 'space' | 'spaceMember', operation: string, idName: string): Promise<IDataObject[]> => {
	answers('axero', `{"IsError":false,"ResponseData":[${rows(idName)}],"TotalRecords":${LONG.length}}`);
	return jsons(await axero(on(resource)(operation, { returnAll: true, space: byId('space') }), [{ space: '21' }]));
};
const highqList = async (resource: string, many: string): Promise<IDataObject[]> => {
	answers('highq', `{"${many}":{"totalcount":${LONG.length},"${many}":[${rows('id')}]}}`);
	return jsonOf(await runHighQ(sandbox, [resource, 'getAll'], { parameters: { returnAll: true } }));
};

describe('IDs from 2^53 on come out as text, all of a list,', () => {
	it.each([
		['users of Axero', async () => await axeroList('user', 'getAll', 'UserID'), 'UserID'],
		['spaces of Axero', async () => await axeroList('space', 'getAll', 'SpaceID'), 'SpaceID'],
		['members of a space of Axero', async () => await axeroList('spaceMember', 'getAll', 'UserID'), 'UserID'],
		['users of HighQ', async () => await highqList('user', 'users'), 'id'],
		['user groups of HighQ', async () => await highqList('userGroup', 'groups'), 'id'],
		['organisations of HighQ', async () => await highqList('organisation', 'organisations'), 'id'],
	])('%s', async (_what, list, name) => {
		expect((await list()).map((json) => json[name])).toEqual(LONG);
	});

	it('and so do the IDs within a record, which go into the next node as they are', async () => {
		const group: INodeParameters = { group: byId('id'), output: 'raw' };
		answers('highq', `{"group":{"id":7,"name":"Tax","users":[${LONG.join(',')}]}}`);
		const [found] = jsonOf(await runHighQ(sandbox, ['userGroup', 'get'], { parameters: group, items: [{ id: '7' }] }));

		expect(found?.users).toEqual(LONG);
		await runHighQ(sandbox, ['user', 'get'], { parameters: { user: byId('id') }, items: LONG.map((id) => ({ id })), continues: true });
		expect(
			sandbox.requests
				.slice(1)
				.flatMap(({ path }) => path.split('/').slice(-1))
				.sort(),
		).toEqual(LONG);
	});
});
