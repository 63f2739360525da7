import type { IDataObject } from 'n8n-workflow';

import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { freshSandbox } from '../freshSandbox';
import type { ISpringPerson } from '../sandbox';
import { GROUPS, UNITS } from '../sandbox/ispring/people';
import { runNode } from './engine';
import { ANA, byEmail, byId, mapped, outputOf, runISpring, SEAN } from './ispringRun';
import { checkPreview } from './previews';
import { who } from './offered';

const WEI = 'wei.zhang@example.test';
const NEW = 'new.one@example.test';
const SAFETY = GROUPS[1]?.uuid ?? '';

const sandbox = freshSandbox();

const person = (email: string): ISpringPerson => sandbox.person('ispring', email);
const run = async (items: readonly IDataObject[], parameters: IDataObject, operation = 'sync') =>
	await runISpring(
		sandbox,
		{ operation, items },
		{ ...who(operation, byEmail), fields: mapped({ job_title: '={{ $json.title }}' }), ...parameters },
	);
const isAna = { scope: { condition: [{ field: 'email', comparison: 'endsWith', value: '@example.test' }] } };

describe('Sync Users, at iSpring Learn', () => {
	it('makes, changes and reports, and shows what its preview promises', async () => {
		const items = [
			{ email: ANA, title: 'Captain' },
			{ email: NEW, title: 'Pilot' },
		];
		const parameters = {
			ifNotFound: 'create',
			department: byId(UNITS[1]?.uuid ?? ''),
			fields: mapped({
				job_title: '={{ $json.title }}',
				login: `={{ $json.email === "${NEW}" ? "new.one" : "" }}`,
				first_name: 'New',
				last_name: 'One',
				groupIds: SAFETY,
			}),
			leavers: 'report',
			scope: { condition: [{ field: 'job_title', comparison: 'is', value: 'controller' }] },
		};
		const { json, from } = outputOf(await run(items, parameters));

		expect(json).toMatchObject([
			{ action: 'updated' },
			{ action: 'created', warnings: [] },
			{ action: 'leaver', user: { fields: { email: WEI } } },
		]);
		expect(from).toEqual([0, 1, undefined]);
		expect([person(ANA), person(NEW)]).toMatchObject([
			{ fields: { job_title: 'Captain' }, groups: [SAFETY] },
			{ departmentId: UNITS[1]?.uuid, groups: [SAFETY] },
		]);
		checkPreview('ISpringLearn', 'user', 'sync', json);
	});

	it('demands a department only where somebody could be made', async () => {
		const items = [{ email: ANA, title: 'Captain' }];

		expect((await run(items, { ifNotFound: 'create', leavers: 'ignore', department: byId('={{ "" }}') })).error?.says).toBe(
			'Department is empty [item 0]',
		);
		expect(outputOf(await run(items, { ifNotFound: 'report', leavers: 'ignore' })).json).toMatchObject([{ action: 'updated' }]);
	});

	it.each(['rest', 'soap'])("deactivates neither administrators nor the credential's own user, by %s", async (api) => {
		sandbox.edit('ispring', SEAN, (one) => {
			one.role = 'administrator';
		});
		sandbox.edit('ispring', WEI, ({ fields }) => {
			fields.email = sandbox.secrets.ispring.email;
		});
		const items = sandbox
			.people('ispring')
			.map(({ fields }) => ({ email: fields.email ?? '', title: fields.job_title ?? '' }))
			.filter(({ email }) => ![ANA, SEAN, sandbox.secrets.ispring.email].includes(email));
		const { json } = outputOf(await run(items, { api, leavers: 'deactivate', ...isAna }));

		expect(json.slice(-3)).toMatchObject([
			{ action: 'deactivated', user: { fields: { email: ANA } } },
			{ action: 'leaver', warnings: ['Not deactivated: has the role administrator'] },
			{ action: 'leaver', warnings: ["Not deactivated: the credential's own user"] },
		]);
		expect([person(ANA).status, person(SEAN).status]).toEqual([3, 1]);
	});

	it('knows no user of its own behind an API token', async () => {
		const { clientId, clientSecret } = sandbox.secrets.ispring;
		const { outputs } = await runNode({
			node: new ISpringLearn(),
			credential: {
				type: new ISpringLearnTokenApi(),
				data: { region: 'custom', baseUrl: sandbox.urls.ispring, clientId, clientSecret, accessToken: '', accessTokenExpiresAt: '0' },
			},
			parameters: JSON.parse(
				JSON.stringify({
					api: 'rest',
					authentication: 'token',
					resource: 'user',
					operation: 'sync',
					matchBy: byEmail,
					fields: mapped({ job_title: 'Captain' }),
					leavers: 'ignore',
				}),
			),
			items: [{ email: ANA }],
		});

		expect(outputs[0]?.[0]?.json).toMatchObject({ action: 'updated' });
	});

	it.each(['rest', 'restHeader', 'soap'])(
		'finds by login, whatever the capitals, and by further keys, all in the list (%s)',
		async (api) => {
			const items = [
				{ login: 'ANA.SILVA', second: '' },
				{ login: 'nobody', second: SEAN },
				{ login: 'nobody.else', second: '' },
			];
			const keys = { alsoLookUpBy: { key: [{ by: 'email', value: '={{ $json.second }}' }] } };
			const { json } = outputOf(
				await run(items, {
					api,
					matchBy: { __rl: true, mode: 'login', value: '={{ $json.login }}' },
					fields: mapped({ job_title: 'Captain' }),
					leavers: 'ignore',
					options: keys,
				}),
			);

			expect(json).toMatchObject([
				{ action: 'updated', matchedBy: 'login' },
				{ action: 'updated', matchedBy: 'email' },
				{ action: 'missing' },
			]);
			expect([person(ANA), person(SEAN)].map(({ fields }) => fields.job_title)).toEqual(['Captain', 'Captain']);
		},
	);

	it('refuses to deactivate by REST (Header), before anything is sent', async () => {
		const { error } = await run([{ email: ANA, title: 'x' }], { api: 'restHeader', leavers: 'deactivate', ...isAna });

		expect(error).toMatchObject({ says: "REST (Header) can't deactivate users", description: expect.stringContaining('another API') });
		expect(sandbox.requests).toEqual([]);
	});

	it('makes groups exactly those that are given, for one list', async () => {
		sandbox.edit('ispring', ANA, (one) => {
			one.groups = GROUPS.slice(0, 3).map(({ uuid }) => uuid);
		});
		const items = [{ email: ANA }, { email: SEAN }];
		const { json } = outputOf(await run(items, { fields: mapped({ groupIds: SAFETY }), leavers: 'ignore', options: { groups: 'exact' } }));

		expect(json.map(({ action }) => action)).toEqual(['updated', 'updated']);
		expect([person(ANA).groups, person(SEAN).groups]).toEqual([[SAFETY], [SAFETY]]);
	});
});

describe('Compare Users, at iSpring Learn', () => {
	it.each(['rest', 'restHeader', 'soap'])('says who is there, who differs and who is missing, by %s', async (api) => {
		const items = [
			{ email: ANA, title: person(ANA).fields.job_title ?? '' },
			{ email: SEAN, title: 'Captain' },
			{ email: NEW, title: 'Pilot' },
		];
		const { json, from } = outputOf(
			await run(
				items,
				{ api, leavers: 'report', scope: { condition: [{ field: 'job_title', comparison: 'is', value: 'controller' }] } },
				'compare',
			),
		);

		expect(json).toMatchObject([
			{ action: 'matched' },
			{ action: 'differing', changes: [{ name: 'job_title', to: 'Captain' }] },
			{ action: 'missing' },
			{ action: 'leaver' },
		]);
		expect(from).toEqual([0, 1, 2, undefined]);
		expect(sandbox.writes()).toEqual([]);
		if (api === 'rest') checkPreview('ISpringLearn', 'user', 'compare', json);
	});
});
