import { appenateScim } from '../../nodes/Appenate/user/scim';
import { AXERO_SCIM } from '../../nodes/Axero/user/scim';
import { HIGHQ_SCIM } from '../../nodes/HighQPublisher/user/scim';
import { iSpringScim } from '../../nodes/ISpringLearn/user/scim';
import { failureOf } from '../../nodes/shared/failure';
import { readScim } from '../../nodes/shared/scim/read';
import { overridden, type ScimTable } from '../../nodes/shared/scim/table';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const core = (resource: string) => `urn:ietf:params:scim:schemas:core:2.0:${resource}`;
const TABLES: readonly ScimTable[] = [appenateScim(), AXERO_SCIM, HIGHQ_SCIM, iSpringScim()];

const outcome = (user: unknown, table: ScimTable) => {
	try {
		return readScim(user, table);
	} catch (error) {
		return failureOf(error);
	}
};

describe('another resource', () => {
	const group = { id: 'g1', externalId: '0012', displayName: 'Tax', members: [{ value: '26' }] };

	it.each<[string, unknown, string]>([
		['a group', { schemas: [core('Group')], ...group }, 'Group'],
		['a group in other capitals', { schemas: [core('group').toUpperCase()], ...group }, 'GROUP'],
		['a group whose schemas are a text', { schemas: core('Group'), ...group }, 'Group'],
		['a group whose schemas are JSON', { Schemas: JSON.stringify([core('Group')]), ...group }, 'Group'],
		['a group with an extension', { schemas: [core('Group'), 'urn:x:2.0:Group'], ...group }, 'Group'],
		['a group with the extension of users', { schemas: [ENTERPRISE, core('Group')], ...group }, 'Group'],
		['a group that only its meta names', { meta: { resourceType: 'Group' }, ...group }, 'Group'],
		['the service', { schemas: [core('ServiceProviderConfig')], patch: { supported: true } }, 'ServiceProviderConfig'],
		['a resource type', { schemas: [core('ResourceType')], name: 'User', endpoint: '/Users', schema: CORE }, 'ResourceType'],
		['a schema', { schemas: [core('Schema')], id: CORE, name: 'User', attributes: [] }, 'Schema'],
		['one of its own', { schemas: ['urn:example:params:scim:schemas:2.0:Device'], externalId: '7', active: false }, 'Device'],
		['a list of users', { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], Resources: [] }, 'ListResponse message'],
		['a bulk request', { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: [] }, 'BulkRequest message'],
		['an error', { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' }, 'Error message'],
	])('is not taken for a user, and named: %s', (_, given, name) => {
		for (const table of TABLES)
			expect(outcome(given, table)).toMatchObject({
				kind: 'invalid',
				parameter: 'SCIM User',
				says: `SCIM User is a SCIM ${name}, not a user`,
			});
	});

	it.each<[string, unknown]>([
		['the User schema', { schemas: [CORE], userName: 'ann' }],
		['the User schema in other capitals, with blanks', { schemas: [` ${CORE.toLowerCase()} `], userName: 'ann' }],
		['the User schema with any extensions', { schemas: [CORE, ENTERPRISE, 'urn:x:2.0:Device', 'urn:okta:custom:1.0:user:custom'] }],
		['the User schema behind others', { schemas: ['urn:x:1.0:Thing', CORE], userName: 'ann' }],
		['only the enterprise extension', { schemas: [ENTERPRISE], [ENTERPRISE]: { department: 'Tax' } }],
		['only an extension of users', { schemas: ['urn:x:custom:2.0:User'], userName: 'ann' }],
		['the schema of SCIM 1.1', { schemas: ['urn:scim:schemas:core:1.0'], userName: 'ann' }],
		['no schemas', { userName: 'ann' }],
		['empty schemas', { schemas: [], userName: 'ann' }],
		['schemas that are null', { schemas: null, userName: 'ann' }],
		['nothing but its schemas', { schemas: [CORE], id: '7', meta: { resourceType: 'User' } }],
	])('is not what a user is: %s', (_, given) => {
		for (const table of TABLES) expect(outcome(given, table)).toHaveProperty('values');
	});

	it('is not what a user is with an extension that SCIM Mapping names', () => {
		const table = overridden(AXERO_SCIM, [{ path: 'urn:x:2.0:Person:badge', field: 'Badge' }]);

		expect(outcome({ schemas: ['urn:x:2.0:Person'], 'urn:x:2.0:Person': { badge: '7' } }, table)).toHaveProperty('values');
	});
});

describe('what has nothing of a SCIM user', () => {
	const graph = {
		'@odata.context': 'https://graph.example.test/v1.0/$metadata#users/$entity',
		id: '87d349ed-44d7-43e1-9a83-5f2406dee5bd',
		businessPhones: ['+1 425 555 0109'],
		displayName: 'Adele Vance',
		givenName: 'Adele',
		surname: 'Vance',
		jobTitle: 'Retail Manager',
		mail: 'adele@example.test',
		mobilePhone: null,
		officeLocation: '18/2111',
		preferredLanguage: 'en-US',
		userPrincipalName: 'adele@example.test',
		accountEnabled: false,
	};

	it.each<[string, unknown, string]>([
		['nothing', {}, 'SCIM User has no SCIM user attribute'],
		['only an ID', { id: '7', meta: { resourceType: 'User' }, groups: [] }, 'SCIM User has no SCIM user attribute'],
		[
			'a whole webhook call',
			{ headers: { host: 'x' }, params: {}, query: {}, body: { schemas: [CORE], active: false } },
			'but headers, params, query, body',
		],
		['a user in an envelope', { data: { userName: 'ann', active: false } }, 'but data'],
		['a user in an envelope', { user: { userName: 'ann' }, success: true }, 'but user, success'],
		['a list response without its schema', { totalResults: 1, Resources: [{ userName: 'ann' }] }, 'but totalResults, Resources'],
		['a user of Microsoft Graph', graph, 'but @odata.context, businessPhones, displayName, givenName, surname and more'],
		['a user of Microsoft Graph with a type', { ...graph, userType: 'Member' }, 'and more'],
		['some of a user of Microsoft Graph', { id: '7', displayName: 'Ann Lowe', mail: 'ann@example.test' }, 'but displayName, mail'],
		['a user of Okta', { id: '7', status: 'DEPROVISIONED', profile: { login: 'ann', email: 'ann@example.test' } }, 'but status, profile'],
		['somebody as a table has them', { first_name: 'Ann', email: 'ann@example.test', status: 'left' }, 'but first_name, email, status'],
		['somebody whose name is a text', { name: 'Ann Lowe', email: 'ann@example.test' }, 'but name, email'],
		['a group without schemas', { id: 'g1', displayName: 'Tax', members: [] }, 'but displayName, members'],
	])('is refused, and what is there is named: %s', (_, given, says) => {
		for (const table of TABLES)
			expect(outcome(given, table)).toMatchObject({
				kind: 'invalid',
				parameter: 'SCIM User',
				says: expect.stringContaining(says),
				todo: expect.stringContaining('{{ $json.body }}'),
			});
	});

	it.each<[unknown]>([
		[{ userName: 'ann', active: false }],
		[{ active: false }],
		[{ Active: 'False', email: 'ann@example.test' }],
		[{ externalId: '0012', email: 'ann@example.test' }],
		[{ id: '7', displayName: 'Ann Lowe' }],
		[{ userType: 'Premium' }],
		[{ 'name.familyName': 'Lowe' }],
		[{ name: { familyName: 'Lowe' }, key: '7' }],
		[{ name: null }],
		[{ emails: [] }],
		[{ 'emails[type eq "work"].value': 'ann@example.test' }],
		[{ [ENTERPRISE]: { department: 'Tax' } }],
		[{ [`${ENTERPRISE}:department`]: 'Tax', key: '7' }],
		[{ [CORE]: { title: 'Lead' } }],
		[{ 'urn:x:1.0:User': { badge: '7' } }],
		[{ nickName: 'Annie', 'x-own': 'y' }],
	])('is not what a sparse user is: %j', (given) => {
		for (const table of TABLES) expect(outcome(given, table)).toHaveProperty('values');
	});

	it('is not what an attribute is that SCIM Mapping names', () => {
		const table = overridden(AXERO_SCIM, [
			{ path: 'displayName', field: 'Bio' },
			{ path: 'x-badge', field: 'Badge' },
		]);

		expect(outcome({ displayName: 'Ann', email: 'a@b.c' }, table)).toMatchObject({ values: new Map([['Bio', 'Ann']]) });
		expect(outcome({ 'x-badge': '7', email: 'a@b.c' }, table)).toMatchObject({ values: new Map([['Badge', '7']]) });
	});
});
