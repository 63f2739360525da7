import { NodeHelpers, type ICredentialDataDecryptedObject, type IDataObject, type INodeParameters } from 'n8n-workflow';

import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { HighQPublisherOAuth2Api } from '../../credentials/HighQPublisherOAuth2Api.credentials';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { freshSandbox } from '../freshSandbox';
import { runNode, type NodeResult } from './engine';

const sandbox = freshSandbox();

type Given = Readonly<{
	items?: readonly IDataObject[];
	fields?: Readonly<Record<string, string>>;
	parameters?: INodeParameters;
	credential?: ICredentialDataDecryptedObject;
	continues?: boolean;
}>;

const run = async (
	operation: 'get' | 'update',
	{ items = [{ email: 'ana.silva@example.test' }], fields = {}, parameters = {}, credential = {}, continues = false }: Given = {},
): Promise<NodeResult> => {
	const { accessToken, refreshToken, clientId, clientSecret } = sandbox.secrets.highq;
	return await runNode({
		node: new HighQPublisher(),
		credential: {
			type: new HighQPublisherApi(),
			data: { baseUrl: sandbox.urls.highq, accessToken, refreshToken, clientId, clientSecret, ...credential },
		},
		items,
		parameters: {
			resource: 'user',
			operation,
			user: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
			fields: { mappingMode: 'defineBelow', value: fields, matchingColumns: [], schema: [] },
			...parameters,
		},
		...(continues ? { onError: 'continueRegularOutput' as const } : {}),
	});
};
const out = ({ outputs }: NodeResult): IDataObject[] => (outputs[0] ?? []).map(({ json }) => json);
const listed = (json: IDataObject | undefined): unknown[] => [json?.changes].flat().map((one) => Object(one).name);

describe('the HighQ Publisher node', () => {
	it.each(['json', 'xml'])('updates each item with its own values and shows the user after it, in %s', async (format) => {
		const items = [
			{ email: 'ana.silva@example.test', phone: '0012' },
			{ email: 'sean.obrien@example.test', phone: '1E5' },
		];
		const result = await run('update', { items, fields: { phone: '={{ $json.phone }}' }, parameters: { options: { format } } });

		expect(out(result)).toMatchObject([
			{
				action: 'updated',
				id: '3',
				changes: [{ name: 'phone', to: '0012' }],
				warnings: [],
				user: { phone: '0012', name: { firstname: 'Ana' } },
			},
			{
				action: 'updated',
				id: '4',
				changes: [{ name: 'phone', to: '1E5' }],
				warnings: [],
				user: { phone: '1E5', organisation: { orgname: 'Example Holding' } },
			},
		]);
		expect(result.decryptions).toBe(1);
	});

	it('writes nothing when the same links, specialities, status and address come again in another spelling', async () => {
		const fields = {
			sociallinks: '{"LinkedIn": "https://social.example.test/ana.silva"}',
			messaginglinks: '[{"name": "Skype", "value": "ana.silva"}]',
			specialities: 'tax, energy',
			status: '={{ "Active" }}',
			email: 'Ana.Silva@example.test',
			orgid: '75',
		};

		expect(out(await run('update', { fields }))).toMatchObject([{ action: 'unchanged', id: '3', changes: [] }]);
		expect(sandbox.writes('highq')).toEqual([]);
	});

	it('takes links from an expression that gives an object, or what HighQ itself answered with', async () => {
		const fields = { customlinks: '={{ { "My Web": "https://www.example.test" } }}', sociallinks: '={{ $json.links }}' };
		await run('update', { items: [{ email: 'ana.silva@example.test', links: { link: { name: 'X', value: '@a' } } }], fields });

		expect(sandbox.person('highq', 3)).toMatchObject({
			customlinks: { link: { name: 'My Web', value: 'https://www.example.test' } },
			sociallinks: { link: { name: 'X', value: '@a' } },
		});
	});

	it.each<[string, Record<string, string>, INodeParameters, string]>([
		['a speciality with a comma', { specialities: '["mergers, acquisitions"]' }, {}, 'has a comma'],
		['a link without a value', { sociallinks: '{"X": ""}' }, {}, 'the link "X" has no value'],
		['links that are a text', { sociallinks: '"x"' }, {}, 'takes an object or a list of objects'],
		['links that are not JSON', { sociallinks: 'LinkedIn' }, {}, 'is not valid JSON'],
		['a control character in XML', { bio: '={{ "a\\u0001" }}' }, { options: { format: 'xml' } }, 'control character'],
		['replacing by nothing', { phone: '' }, { options: { replaceWholeUser: true } }, 'Replace Whole User is on'],
	])('refuses %s before anything is sent', async (_what, fields, parameters, says) => {
		expect((await run('update', { fields, parameters })).error?.message).toContain(says);
		expect(sandbox.requests).toEqual([]);
	});

	it('lists what disappears when it replaces the whole user', async () => {
		const fields = { firstname: 'Ana', lastname: 'Costa', email: '={{ $json.email }}', status: 'active' };
		const [json] = out(await run('update', { fields, parameters: { options: { replaceWholeUser: true } } }));

		expect(json).toMatchObject({ action: 'updated', id: '3', user: { name: { firstname: 'Ana', lastname: 'Costa' } } });
		expect(listed(json)).toEqual(expect.arrayContaining(['lastname', 'phone', 'orgid', 'sociallinks.LinkedIn', 'specialities']));
		expect(listed(json)).not.toEqual(expect.arrayContaining(['firstname']));
		expect(json?.changes).toContainEqual({ field: 'Phone', name: 'phone', from: '+351 21 555 0101', to: null });
		expect(json?.warnings).toEqual([expect.stringContaining('practicegroups')]);
		expect(Object.keys(sandbox.person('highq', 3)).sort()).toEqual(['email', 'id', 'name', 'status']);
	});

	it.each([
		[true, true],
		[false, false],
		[undefined, false],
	])('shows what Replace Whole User does when it is %s: %s', (replaceWholeUser, isShown) => {
		const { description } = new HighQPublisher();
		const notice = description.properties.find(({ name }) => name === 'replaceNotice');
		const values: INodeParameters = {
			resource: 'user',
			operation: 'update',
			options: replaceWholeUser === undefined ? {} : { replaceWholeUser },
		};

		expect(notice && NodeHelpers.displayParameter(values, notice, null, description)).toBe(isShown);
	});

	it('replaces once, and writes nothing when asked again', async () => {
		const fields = { firstname: 'Ana', lastname: 'Costa', email: '={{ $json.email }}' };
		const parameters = { options: { replaceWholeUser: true } };
		await run('update', { fields, parameters });

		expect(out(await run('update', { fields, parameters }))).toMatchObject([{ action: 'unchanged' }]);
		expect(sandbox.writes('highq')).toHaveLength(1);
	});

	it.each(['json', 'xml'])('gives the whole user, in %s', async (format) => {
		expect(out(await run('get', { parameters: { output: 'raw', options: { format } } }))).toMatchObject([
			{
				name: { firstname: 'Ana' },
				customlinks: { link: { name: 'Blog' } },
				practicegroups: { practicegroup: ['Sales', 'Legal'] },
				legacykey: '12345678901234567801',
			},
		]);
	});

	it('renews the token in the middle of a run and stores the new pair', async () => {
		sandbox.expireTokens();
		const items = sandbox
			.people('highq')
			.slice(0, 8)
			.map(({ email }) => ({ email }));
		const result = await run('update', { items, fields: { department: 'Tax' } });

		expect(out(result).map(({ action }) => action)).toEqual(items.map(() => 'updated'));
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/oauth2/token'))).toHaveLength(1);
		expect(result.stored).toMatchObject({ accessToken: expect.any(String), checked: '' });
		expect(result.stored.refreshToken).not.toBe(sandbox.secrets.highq.refreshToken);
		expect(result.stored.accessToken).not.toBe(sandbox.secrets.highq.accessToken);
	});

	const connected = (token: string) => ({
		type: new HighQPublisherOAuth2Api(),
		data: {
			baseUrl: sandbox.urls.highq,
			clientId: sandbox.secrets.highq.clientId,
			clientSecret: sandbox.secrets.highq.clientSecret,
			grantType: 'authorizationCode',
			authentication: 'body',
			accessTokenUrl: `${sandbox.urls.highq}/api/oauth2/token`,
			oauthTokenData: { access_token: token, refresh_token: sandbox.secrets.highq.refreshToken, token_type: 'bearer', expires_in: '18000' },
		},
	});

	it('signs with the token of OAuth2, and renews it once when it is over', async () => {
		sandbox.expireTokens();
		const result = await runNode({
			node: new HighQPublisher(),
			credential: connected(sandbox.secrets.highq.accessToken),
			items: [{}, {}, {}],
			parameters: { authentication: 'oAuth2', resource: 'user', operation: 'get', user: { __rl: true, mode: 'id', value: '3' } },
		});

		expect(out(result).map(({ id }) => id)).toEqual([3, 3, 3]);
		expect(sandbox.requests.filter(({ path, status }) => path.endsWith('/oauth2/token') && status === 200)).toHaveLength(1);
		expect(result.stored).toMatchObject({
			oauthTokenData: { refresh_token: expect.not.stringContaining(sandbox.secrets.highq.refreshToken) },
		});
	});

	it('tells every item why, when the token is over and can not be renewed', async () => {
		sandbox.expireTokens();
		const result = await run('get', {
			credential: { refreshToken: 'spent-refresh-token' },
			continues: true,
			items: [{ email: 'ana.silva@example.test' }, { email: 'sean.obrien@example.test' }],
		});

		expect(out(result).map(({ error }) => error)).toEqual(
			[0, 1].map((item) =>
				expect.stringMatching(new RegExp(`did not renew the access token \\(HTTP 400\\): invalid_grant.*\\[item ${item}\\]`)),
			),
		);
		expect(JSON.stringify(result.raw)).not.toContain('spent-refresh-token');
	});

	it('says what to do when the token is over and nothing to renew it with is there', async () => {
		sandbox.expireTokens();
		const { error } = await run('get', { credential: { refreshToken: '' } });

		expect(error).toMatchObject({
			name: 'NodeApiError',
			itemIndex: 0,
			message: expect.stringContaining('HighQ: Not authorised (ref 401)'),
			description: expect.stringContaining('Client ID, Client Secret and Refresh Token'),
		});
	});

	it('names the item whose user does not exist, and writes nobody', async () => {
		const { error } = await run('update', {
			items: [{ email: 'ana.silva@example.test' }, { email: 'nobody@example.test' }],
			fields: { phone: '1' },
		});

		expect(error).toMatchObject({ itemIndex: 1, says: 'No user with the email address "nobody@example.test" was found [item 1]' });
		expect(sandbox.writes('highq')).toEqual([]);
	});
});
