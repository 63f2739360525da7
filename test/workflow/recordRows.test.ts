import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { searchFolders, searchGroups as searchAppenateGroups } from '../../nodes/Appenate/methods';
import { Axero } from '../../nodes/Axero/Axero.node';
import { searchSpaces } from '../../nodes/Axero/methods';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { searchGroups as searchHighQGroups, searchOrganisations } from '../../nodes/HighQPublisher/methods';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { searchDepartments, searchGroups, searchRoles } from '../../nodes/ISpringLearn/methods';
import { editorContext } from '../contract/session';
import { freshSandbox } from '../freshSandbox';
import type { Channel } from '../sandbox';
import { runNode } from './engine';
import { accountOf } from './ispringRun';

const sandbox = freshSandbox();

type List = Readonly<{
	title: string;
	channel: Channel;
	/** The last part of the address. */
	path: string;
	parameters: INodeParameters;
	/** The editor's From List over the same rows. */
	search?: (this: ILoadOptionsFunctions, filter?: string, token?: string) => Promise<INodeListSearchResult>;
}>;

const iSpring = (resource: string, path: string, more: Partial<List> & { api?: string } = {}): List => {
	const { api = 'rest', ...others } = more;
	return {
		title: `${resource}s of iSpring (${api})`,
		channel: 'ispring-rest',
		path,
		parameters: { api, authentication: 'account', resource, operation: 'getAll' },
		...others,
	};
};

const LISTS: readonly List[] = [
	{ title: 'groups of HighQ', channel: 'highq', path: '/groups', parameters: { resource: 'userGroup' }, search: searchHighQGroups },
	{
		title: 'organisations of HighQ',
		channel: 'highq',
		path: '/organisations',
		parameters: { resource: 'organisation' },
		search: searchOrganisations,
	},
	{
		title: 'groups of Appenate',
		channel: 'appenate',
		path: '/usergroup/search',
		parameters: { resource: 'userGroup' },
		search: searchAppenateGroups,
	},
	{ title: 'folders of Appenate', channel: 'appenate', path: '/folder/search', parameters: { resource: 'folder' }, search: searchFolders },
	{ title: 'spaces of Axero', channel: 'axero', path: '/spaces', parameters: { resource: 'space' }, search: searchSpaces },
	{
		title: 'members of spaces of Axero',
		channel: 'axero',
		path: '/members',
		parameters: { resource: 'spaceMember', space: { __rl: true, mode: 'id', value: '20' } },
	},
	iSpring('department', '/departments', { search: searchDepartments }),
	iSpring('department', '/ispring-soap', { api: 'soap', channel: 'ispring-soap' }),
	iSpring('group', '/groups', { search: searchGroups }),
	iSpring('group', '/group', { api: 'restHeader', channel: 'ispring-header' }),
	iSpring('role', '/role', { search: searchRoles }),
];

const nodeOf = (channel: Channel) => {
	const { urls, secrets } = sandbox;
	if (channel === 'axero')
		return {
			node: new Axero(),
			credential: { type: new AxeroApi(), data: { baseUrl: urls.axero, authentication: 'bearer', apiKey: secrets.axero.bearerToken } },
		};
	if (channel === 'appenate') {
		const { companyId, integrationKey } = secrets.appenate;
		return {
			node: new Appenate(),
			credential: { type: new AppenateApi(), data: { service: 'custom', baseUrl: urls.appenate, companyId, apiKey: integrationKey } },
		};
	}
	if (channel === 'highq')
		return {
			node: new HighQPublisher(),
			credential: { type: new HighQPublisherApi(), data: { baseUrl: urls.highq, accessToken: secrets.highq.accessToken } },
		};
	return { node: new ISpringLearn(), credential: { type: new ISpringLearnApi(), data: accountOf(sandbox) } };
};

const ID = /"(?:id|Id|UserID|SpaceID|departmentId|groupId|roleId)":\s*"?[\w-]+"?,?|<((?:\w+:)?(?:departmentId|groupId))>[\w-]+<\/\1>/;

/** The first row comes without its ID, or as something that is no record at all. */
function spoil({ channel, path }: List, how: (body: string) => string): void {
	sandbox.fail({
		channel,
		kind: 'altered',
		afterHandling: true,
		only: (request) => new URL(request.path, 'http://x').pathname.endsWith(path),
		alter: (answer) => ({
			...answer,
			headers: { 'content-type': answer.headers['content-type'] ?? '' },
			body: Buffer.from(how(answer.body.toString())),
		}),
	});
}

async function listed({ channel, parameters }: List): Promise<Readonly<{ rows: readonly IDataObject[]; hints: readonly string[] }>> {
	const { outputs, error, hints } = await runNode({
		...nodeOf(channel),
		parameters: { operation: 'getAll', returnAll: true, output: 'raw', ...parameters },
		items: [{}],
	});
	if (error) throw new Error(error.message);
	return { rows: (outputs[0] ?? []).map(({ json }) => json), hints };
}

describe.each(LISTS.map((list) => [list.title, list] as const))('%s', (_title, list) => {
	it('come without a row that has no ID, and a hint says so', async () => {
		const { rows: all } = await listed(list);
		spoil(list, (body) => body.replace(ID, ''));
		const { rows, hints } = await listed(list);

		expect(rows).toEqual(all.slice(1));
		expect(hints).toContainEqual(expect.stringContaining('1 row has no ID and was left out'));
	});
});

describe.each(
	LISTS.flatMap((list) => (list.channel.startsWith('ispring-') && list.channel !== 'ispring-rest' ? [] : [[list.title, list] as const])),
)('%s', (_title, list) => {
	it('come without a row that is no record, and a hint says so', async () => {
		const { rows: all } = await listed(list);
		// The first record within the first list.
		spoil(list, (body) => body.replace(/\[\s*\{(?:[^{}]|\{[^{}]*\})*\}/, '[null'));
		const { rows, hints } = await listed(list);

		expect(rows).toEqual(all.slice(1));
		expect(hints).toContainEqual(expect.stringContaining('1 row has no ID and was left out'));
	});
});

describe.each(LISTS.flatMap((list) => (list.search ? [[list.title, list, list.search] as const] : [])))(
	'From List over %s',
	(_title, list, search) => {
		const found = async (): Promise<INodeListSearchResult> => {
			const { credential } = nodeOf(list.channel);
			return await search.call(editorContext(credential.type, credential.data, { api: 'rest', authentication: 'account' }));
		};

		it('shows none without an ID', async () => {
			const { results: all } = await found();
			spoil(list, (body) => body.replace(ID, ''));
			const { results } = await found();

			expect(results).toEqual(all.slice(1));
		});
	},
);
