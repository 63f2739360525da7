import type { INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { jsonOf, pairsOf, runHighQ, type HighQRun } from './highqRun';

const sandbox = freshSandbox();

const run = async (resource: string, operation: string, given: HighQRun) => await runHighQ(sandbox, [resource, operation], given);
const byUrl: INodeParameters = { __rl: true, mode: 'url', value: '={{ $json.link }}' };
const ACME = 'https://acme.highq.com/acme/api/2';

describe('By URL, at HighQ Publisher', () => {
	it.each(['json', 'xml'])("updates the users whose addresses the items bring, at the credential's own host, in %s", async (format) => {
		const items = [
			{ link: `${ACME}/users/3`, phone: '0012' },
			{ link: ` https://elsewhere.example.test/api/2/user/4/?fields=all `, phone: '1E5' },
		];
		const result = await run('user', 'update', {
			items,
			fields: { phone: '={{ $json.phone }}' },
			parameters: { user: byUrl, options: { format } },
		});

		expect(jsonOf(result)).toMatchObject([
			{ action: 'updated', id: '3', user: { phone: '0012' } },
			{ action: 'updated', id: '4', user: { phone: '1E5' } },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(
			sandbox
				.writes('highq')
				.map(({ path }) => path.split('/api/2')[1])
				.sort(),
		).toEqual(['/users/3', '/users/4']);
	});

	it('stands beside By ID when the mode comes with the item', async () => {
		const items = [
			{ mode: 'id', who: '4' },
			{ mode: 'url', who: `${ACME}/users/3` },
		];
		const result = await run('user', 'get', {
			items,
			parameters: { user: { __rl: true, mode: '={{ $json.mode }}', value: '={{ $json.who }}' } },
		});

		expect(jsonOf(result)).toMatchObject([{ id: 4 }, { id: 3 }]);
		expect(pairsOf(result)).toEqual([0, 1]);
	});

	it.each([
		['json', '={{ $json.link }}'],
		['xml', '={{ $json.link.href }}'],
	])('takes the link that HighQ itself answered with, in %s', async (format, value) => {
		const bulk = await run('user', 'deactivateMany', {
			items: [{ list: '3,4' }],
			parameters: { users: '={{ $json.list }}', options: { format } },
		});
		const result = await run('user', 'activate', { items: jsonOf(bulk), parameters: { user: { ...byUrl, value } } });

		expect(JSON.stringify(jsonOf(bulk))).toContain(`"${sandbox.urls.highq}/api/2/user/3"`);
		expect(jsonOf(result)).toMatchObject([
			{ action: 'activated', id: '3' },
			{ action: 'activated', id: '4' },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
	});

	it('reads user groups and organisations', async () => {
		const groups = await run('userGroup', 'get', {
			items: [{ link: `${ACME}/groups/8` }, { link: `${ACME}/group/7/` }],
			parameters: { group: byUrl },
		});
		const organisations = await run('organisation', 'get', {
			items: [{ link: `${ACME}/organisations/76` }, { link: `${ACME}/organisation/75?x=1` }],
			parameters: { organisation: byUrl },
		});

		expect(jsonOf(groups)).toMatchObject([{ id: 8 }, { id: 7 }]);
		expect(pairsOf(groups)).toEqual([0, 1]);
		expect(jsonOf(organisations)).toMatchObject([{ id: 76 }, { id: 75 }]);
		expect(pairsOf(organisations)).toEqual([0, 1]);
	});

	it.each([
		['user', 'archive', 'user', `${ACME}/organisations/75`, `User is not a URL like ${ACME}/users/31: "${ACME}/organisations/75"`],
		['user', 'update', 'user', '31', `User is not a URL like ${ACME}/users/31: "31"`],
		['user', 'get', 'user', '', 'User is empty (By URL)'],
		['user', 'get', 'user', { href: `${ACME}/users/3` }, 'User takes text, not an object'],
		['user', 'upsert', 'user', `${ACME}/users/3`, `User can't be chosen by "url" here`],
		['userGroup', 'delete', 'group', `${ACME}/users/7`, `User Group is not a URL like ${ACME}/groups/7`],
		[
			'organisation',
			'disable',
			'organisation',
			`${ACME}/organisations/75/domains`,
			`Organisation is not a URL like ${ACME}/organisations/75`,
		],
	])('%s, %s: sends nothing when an item brings another address', async (resource, operation, name, link, says) => {
		const items = [{ link: `${ACME}/${name}s/3` }, { link }];
		const { error } = await run(resource, operation, {
			items: operation === 'upsert' ? items.slice(1) : items,
			fields: { phone: '1' },
			parameters: { [name]: byUrl },
		});

		expect(error?.message).toContain(says);
		expect(error?.itemIndex).toBe(operation === 'upsert' ? 0 : 1);
		expect(sandbox.requests).toEqual([]);
	});

	it('lets the other items go on when the node continues', async () => {
		const items = [{ link: `${ACME}/groups/7` }, { link: `${ACME}/users/4` }];
		const result = await run('user', 'deactivate', { items, parameters: { user: byUrl }, continues: true });

		expect(jsonOf(result)).toMatchObject([
			{ error: expect.stringContaining('User is not a URL like') },
			{ action: 'deactivated', id: '4' },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
	});
});
