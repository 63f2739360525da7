import type { INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { byEmail, jsonOf, mapped, runAppenate } from './appenateRuns';

const [ANA, STRANGER] = ['ana.silva@example.test', 'nobody@example.test'];
const BILLED = 'Active users are billed every month until they are deactivated';

const sandbox = freshSandbox();

const run = async (operation: string, more: INodeParameters, email = ANA) =>
	jsonOf(
		await runAppenate(sandbox, {
			items: [{ email, scim: { emails: [{ value: email }], active: true, name: { givenName: 'A', familyName: 'B' } } }],
			parameters: { resource: 'user', operation, ...byEmail(operation), ...more },
		}),
	);
const statusOf = (status: string): void => sandbox.edit('appenate', ANA, (ana) => void (ana.Status = status));
const to = (Status: string) => mapped({ Status });
const SCIM = { inputFormat: 'scim', scimUser: '={{ $json.scim }}' };
const SYNC = { leavers: 'ignore', ifNotFound: 'create' };
const preview = (more: INodeParameters): INodeParameters => ({ ...more, preview: true });

/** Every way in which somebody becomes Active. */
const ACTIVATING: ReadonlyArray<readonly [way: string, operation: string, parameters: INodeParameters]> = [
	['Activate', 'activate', {}],
	['Activate with a word of its own', 'activate', { options: { statusWord: 'Active' } }],
	['Update with Status', 'update', to('Active')],
	['Sync Users with Status', 'sync', { ...SYNC, ...to('Active') }],
];
const BY_SCIM: typeof ACTIVATING = [
	['Update with a SCIM user', 'update', SCIM],
	['Create or Update with a SCIM user', 'upsert', SCIM],
	['Sync Users with a SCIM user', 'sync', { ...SYNC, ...SCIM }],
];

describe('whoever becomes Active is billed, and the item and its preview say so', () => {
	it.each(ACTIVATING)('%s, of somebody who never signed in and cost nothing', async (_way, operation, parameters) => {
		statusOf('Invited');
		const warnings = [`The user never signed in and was Invited, which is free. ${BILLED}`];

		expect(await run(operation, preview(parameters))).toMatchObject([{ preview: true, warnings }]);
		expect(await run(operation, parameters)).toMatchObject([{ warnings, user: { Status: 'Active' } }]);
	});

	it.each([...ACTIVATING, ...BY_SCIM])('%s, of somebody who was kept out', async (_way, operation, parameters) => {
		statusOf('Inactive');
		const warnings = [`The user was Inactive. ${BILLED}`];

		expect(await run(operation, preview(parameters))).toMatchObject([{ preview: true, warnings }]);
		expect(await run(operation, parameters)).toMatchObject([{ warnings, user: { Status: 'Active' } }]);
	});

	it('of a new user, who would cost nothing before the first sign-in', async () => {
		const parameters = { ...SYNC, ...mapped({ FirstName: 'A', LastName: 'B', Status: 'Active' }) };
		const warnings = [`A new user is Invited, which is free until the first sign-in, unless Status is written. ${BILLED}`];

		expect(await run('sync', preview(parameters), STRANGER)).toMatchObject([{ action: 'create', warnings }]);
		expect(await run('sync', parameters, STRANGER)).toMatchObject([{ action: 'created', warnings }]);
	});
});

describe('nothing is said of billing', () => {
	it.each<readonly [way: string, status: string, operation: string, parameters: INodeParameters]>([
		...BY_SCIM.map(
			([way, operation, parameters]) => [`${way} of somebody Invited, who stays so`, 'Invited', operation, parameters] as const,
		),
		['Deactivate', 'Active', 'deactivate', {}],
		['Update with Inactive', 'Active', 'update', to('Inactive')],
		['Update with Invited', 'Inactive', 'update', to('Invited')],
		['Activate of somebody Active', 'Active', 'activate', {}],
		['Update without Status', 'Inactive', 'update', mapped({ ExternalId: 'x-1' })],
	])('by %s', async (_way, status, operation, parameters) => {
		statusOf(status);

		expect(await run(operation, preview(parameters))).toMatchObject([{ warnings: [] }]);
		expect(await run(operation, parameters)).toMatchObject([{ warnings: [] }]);
	});

	it.each([
		['Create', 'create', mapped({ FirstName: 'A', LastName: 'B', Email: STRANGER })],
		['Create with a SCIM user', 'create', SCIM],
		['Create or Update', 'upsert', mapped({ FirstName: 'A', LastName: 'B' })],
	])('by %s of a new user, who is Invited', async (_way, operation, parameters) => {
		expect(await run(operation, preview(parameters), STRANGER)).toMatchObject([{ action: 'create', warnings: [] }]);
		expect(await run(operation, parameters, STRANGER)).toMatchObject([{ action: 'created', warnings: [], user: { Status: 'Invited' } }]);
	});
});
