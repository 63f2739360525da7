import type { ICredentialDataDecryptedObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { getUserFields } from '../../nodes/ISpringLearn/methods';
import type { FieldValue } from '../../nodes/shared/provisioning/types';
import { editorContext } from '../contract/session';
import { freshSandbox } from '../freshSandbox';
import type { ISpringPerson } from '../sandbox';
import { GROUPS } from '../sandbox/ispring/people';
import { runNode, type NodeResult } from './engine';

const ANA = 'ana.silva@example.test';

const sandbox = freshSandbox();

const addresses = () => ({
	region: 'custom',
	baseUrl: sandbox.urls.ispring,
	legacyBaseUrl: sandbox.urls.ispringLegacy,
	soapUrl: sandbox.urls.ispringSoap,
});
const account = (): ICredentialDataDecryptedObject => {
	const { accountUrl, email, password } = sandbox.secrets.ispring;
	return { ...addresses(), accountUrl, email, password, api: 'all' };
};
const apiKey = (): ICredentialDataDecryptedObject => {
	const { clientId, clientSecret } = sandbox.secrets.ispring;
	return { ...addresses(), clientId, clientSecret, accessToken: '', accessTokenExpiresAt: '0' };
};
const person = (): ISpringPerson => sandbox.person('ispring', ANA);

describe('the iSpring Learn node', () => {
	const run = async (parameters: Readonly<Record<string, unknown>>, item: Readonly<Record<string, string>> = {}): Promise<NodeResult> => {
		const token = parameters.authentication === 'token';
		return await runNode({
			node: new ISpringLearn(),
			credential: token ? { type: new ISpringLearnTokenApi(), data: apiKey() } : { type: new ISpringLearnApi(), data: account() },
			parameters: JSON.parse(
				JSON.stringify({
					resource: 'user',
					operation: 'update',
					api: 'rest',
					authentication: 'account',
					user: { __rl: true, mode: 'email', value: ANA },
					...parameters,
				}),
			),
			items: [item],
		});
	};
	const mapped = (value: Readonly<Record<string, FieldValue>>) => ({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] });
	const output = (result: NodeResult) => result.outputs[0]?.[0]?.json;

	it('refuses REST (Header) with an API token, with no request', async () => {
		const { error } = await run({ api: 'restHeader', authentication: 'token', fields: mapped({ phone: '1' }) });

		expect(error).toMatchObject({
			says: 'REST (Header) signs in with an account, not with an API token',
			description: expect.stringContaining('Set Authentication to Account'),
		});
		expect(sandbox.requests).toEqual([]);
	});

	it('refuses what the protocol has no place for, with no request', async () => {
		const { error } = await run({ api: 'restHeader', fields: mapped({ roleId: 'x' }) });

		expect(error?.says).toBe("Role ID can't be set with REST (Header): that API has no header for it [item 0]");
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['rest', 'restHeader', 'soap'])('gives the user with fields by name (%s), and hides a password', async (api) => {
		const result = await run({ api, fields: mapped({ phone: '0012', password: 'geheim-42' }) });

		expect(output(result)).toMatchObject({
			action: 'updated',
			changes: [
				{ name: 'phone', from: expect.any(String), to: '0012' },
				{ name: 'password', to: '[hidden]' },
			],
			warnings: [],
			user: { fields: { login: 'ana.silva', phone: '0012', USER_DEFINED_FIELD1: person().fields.USER_DEFINED_FIELD1 } },
		});
		expect(JSON.stringify(result.raw)).not.toContain('geheim-42');
	});

	it('takes the account’s own fields from rows, from JSON and, once the editor knows them, from the item', async () => {
		const json = ['{"USER_DEFINED_FIELD1": 12345678901234567890}', `{"groupIds": ["${GROUPS[1]?.uuid ?? ''}"]}`];
		await run({
			fields: mapped({ phone: '0012' }),
			options: { moreFields: { field: [{ name: 'UB9mT', value: 'Łódź' }], json: json.map((one) => ({ json: one })) } },
		});

		expect(person()).toMatchObject({
			fields: { phone: '0012', UB9mT: 'Łódź', USER_DEFINED_FIELD1: '12345678901234567890' },
			groups: [GROUPS[1]?.uuid],
		});

		const schema = [{ id: 'state', displayName: 'State', type: 'string' }];
		await run({ fields: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema } }, { state: 'Lisboa', unknown: 'x' });

		expect(person().fields.state).toBe('Lisboa');
	});

	it('refuses a field that is given twice in different capitals', async () => {
		const { error } = await run({
			fields: mapped({ email: ANA }),
			options: { moreFields: { field: [{ name: 'EMAIL', value: 'x@example.test' }] } },
		});

		expect(error?.says).toBe('The field "EMAIL" is mapped twice [item 0]');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the columns of "Fields"', () => {
	const context = (parameters: Readonly<Record<string, string>>, data = account()): ILoadOptionsFunctions =>
		editorContext(new ISpringLearnApi(), data, parameters);
	const names = async (given: ILoadOptionsFunctions) => (await getUserFields.call(given)).fields.map(({ id }) => id);

	it.each(['rest', 'restHeader', 'soap'])('are those of the account, by %s', async (api) => {
		expect(await names(context({ api, authentication: 'account' }))).toEqual([
			'login',
			'email',
			'first_name',
			'last_name',
			'job_title',
			'phone',
			'state',
			'country_id',
			'birthdate',
			'USER_DEFINED_FIELD1',
			'UB9mT',
			'departmentId',
			'groupIds',
			'role',
			'roleId',
			'roles',
			'manageableDepartmentIds',
			'status',
			...(api === 'rest' ? ['subordination', 'coSubordination'] : []),
			'password',
		]);
	});

	it.each([
		['the sign-in is not accepted', () => context({ api: 'rest' }, { ...account(), password: 'wrong-password-1' })],
		['an address is missing', () => context({ api: 'soap' }, { ...account(), soapUrl: '' })],
		['the protocol does not sign in that way', () => context({ api: 'restHeader', authentication: 'token' })],
	])('are the standard ones where %s', async (_why, given) => {
		const shown = await names(given());
		expect(shown.filter((name) => !/subordination/i.test(name))).toEqual([
			'login',
			'email',
			'first_name',
			'last_name',
			'job_title',
			'phone',
			'country_id',
			'departmentId',
			'groupIds',
			'role',
			'roleId',
			'roles',
			'manageableDepartmentIds',
			'status',
			'password',
		]);
	});
});
