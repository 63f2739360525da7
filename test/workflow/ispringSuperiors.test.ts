import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { UNITS } from '../sandbox/ispring/people';
import { ANA, byEmail, byId, mapped, outputOf, runISpring, SEAN, sentTo, userId } from './ispringRun';
import { who } from './offered';

const sandbox = freshSandbox();

const SALES = UNITS[1]?.uuid ?? '';
const NEW = 'nia.new@example.test';
const BOSS = 'bo.boss@example.test';
const WEI = 'wei.zhang@example.test';
const fields = mapped({
	login: '={{ $json.login }}',
	first_name: '={{ $json.first }}',
	subordination: '={{ $json.supervisor }}',
	coSubordination: '={{ $json.functional }}',
});
const NEWCOMERS = { department: byId(SALES), sendEmail: false, ifNotFound: 'create', leavers: 'ignore' };
const run = async (
	operation: string,
	items: readonly IDataObject[],
	more: IDataObject = {},
	letOn: { onError?: 'continueErrorOutput' } = {},
) => await runISpring(sandbox, { operation, items, ...letOn }, { ...who(operation, byEmail), fields, ...NEWCOMERS, ...more });
const person = (email: string) => sandbox.person('ispring', email);
const actions = (result: Awaited<ReturnType<typeof run>>) => outputOf(result).json.map(({ action }) => action);
const errorsOf = ({ outputs }: Awaited<ReturnType<typeof run>>) => (outputs[1] ?? []).map(({ json }) => String(json.error));
const manual = (number: number) => ({ subordinationType: 'manual', supervisorId: userId(number) });

describe('Supervisor and Functional Manager, at iSpring', () => {
	it.each(['update', 'upsert', 'sync'])(
		'take an email address, a login or an ID, after the profile and in one outcome: %s',
		async (operation) => {
			for (const supervisor of [SEAN, 'sean.obrien', userId(2), `{${userId(2).toUpperCase()}}`]) {
				sandbox.reset();
				const items = [{ email: ANA, first: 'Anna', supervisor, functional: WEI }];
				const { json } = outputOf(await run(operation, items));

				expect(json).toMatchObject([
					{
						action: 'updated',
						summary: expect.stringMatching(
							/Supervisor: inherit → sean\.obrien@example\.test; Functional Manager: none → wei\.zhang@example\.test$/,
						),
						changes: [
							{ name: 'first_name' },
							{ field: 'Supervisor', name: 'subordination', from: 'inherit', to: userId(2) },
							{ field: 'Functional Manager', name: 'coSubordination', from: 'none', to: userId(3) },
						],
						warnings: [],
					},
				]);
				expect(sentTo(sandbox)).toMatchObject([
					[`POST /user/${userId(1)}`, { fields: { first_name: 'Anna' } }],
					[`POST /user/${userId(1)}/subordination`, { subordination: manual(2), coSubordination: manual(3) }],
				]);
				expect(actions(await run(operation, items))).toEqual(['unchanged']);
			}
		},
	);

	it('take a word for nobody, and for whom the department has; clearing is nobody', async () => {
		const items = [
			{ email: ANA, supervisor: 'None', functional: 'inherit' },
			{ email: SEAN, supervisor: 'no_supervisor', functional: 'no supervisor' },
		];
		await run('upsert', items);

		expect([person(ANA), person(SEAN)]).toMatchObject([
			{ subordination: { subordinationType: 'no_supervisor' }, coSubordination: { subordinationType: 'inherit' } },
			{ subordination: { subordinationType: 'no_supervisor' } },
		]);
		expect(actions(await run('upsert', items))).toEqual(['unchanged', 'unchanged']);

		const cleared = {
			fields: mapped({ subordination: SEAN, coSubordination: '={{ $json.functional }}' }),
			options: { emptyValues: 'clear' },
		};
		await run('upsert', [{ email: ANA, functional: '' }], cleared);
		expect(person(ANA)).toMatchObject({ subordination: manual(2), coSubordination: { subordinationType: 'no_supervisor' } });
	});

	it.each(['upsert', 'sync'])('wait for somebody of the same list who is made: %s', async (operation) => {
		const items = [
			{ email: NEW, login: 'nia.new', supervisor: BOSS },
			{ email: ANA, login: 'ana.silva', supervisor: 'nia.new' },
			{ email: BOSS, login: 'bo.boss', supervisor: SEAN },
		];

		expect(actions(await run(operation, items))).toEqual(['created', 'updated', 'created']);
		expect([person(NEW), person(ANA), person(BOSS)].map(({ subordination }) => subordination.supervisorId)).toEqual([
			person(BOSS).userId,
			person(NEW).userId,
			userId(2),
		]);

		sandbox.clearLog();
		expect(actions(await run(operation, items))).toEqual(Array(3).fill('unchanged'));
		expect(sentTo(sandbox)).toEqual([]);
	});

	it('wait for somebody of the same list in Create', async () => {
		const parameters = {
			fields: mapped({ email: '={{ $json.email }}', login: '={{ $json.login }}', subordination: '={{ $json.supervisor }}' }),
		};
		const items = [
			{ email: NEW, login: 'nia.new', supervisor: BOSS },
			{ email: BOSS, login: 'bo.boss' },
		];

		expect(actions(await run('create', items, parameters))).toEqual(['created', 'created']);
		expect(person(NEW).subordination.supervisorId).toBe(person(BOSS).userId);
	});

	it('are shown in a preview with the requests that come, and nothing is written', async () => {
		const items = [
			{ email: ANA, first: 'Anna', supervisor: BOSS },
			{ email: BOSS, login: 'bo.boss', supervisor: SEAN },
		];
		const { json } = outputOf(await run('upsert', items, { preview: true, includeRequests: true }));

		expect(json).toMatchObject([
			{
				action: 'update',
				changes: [{ name: 'first_name' }, { field: 'Supervisor', to: BOSS }],
				warnings: ['Written after item 1, which this one refers to: the value to send is only known then'],
				requests: [{}, { body: { subordination: { subordinationType: 'manual', supervisorId: BOSS } } }],
			},
			{ action: 'create', requests: [{}, { body: { subordination: manual(2) } }] },
		]);
		expect(sentTo(sandbox)).toEqual([]);
	});

	it('that name nobody, oneself or a circle are refused before anything is written for them', async () => {
		const items = [
			{ email: ANA, supervisor: 'nobody' },
			{ email: SEAN, functional: userId(2) },
			{ email: NEW, login: 'nia.new', supervisor: BOSS },
			{ email: BOSS, login: 'bo.boss', supervisor: 'nia.new' },
			{ email: WEI, first: 'Wei', supervisor: ANA },
		];
		const result = await run('upsert', items, {}, { onError: 'continueErrorOutput' });

		expect(errorsOf(result)).toEqual([
			`${ANA}: Supervisor: no supervisor was found for "nobody" [item 0]`,
			`Functional Manager: ${SEAN} can't be their own functional manager [item 1]`,
			`Supervisor leads in a circle: ${NEW} → ${BOSS} → ${NEW} [item 2]`,
			`Supervisor leads in a circle: ${BOSS} → ${NEW} → ${BOSS} [item 3]`,
		]);
		expect(outputOf(result).json).toMatchObject([{ action: 'updated', person: WEI }]);
	});

	it('that several have are refused with all of them, and others are written', async () => {
		sandbox.edit('ispring', WEI, ({ fields: own }) => Object.assign(own, { login: 'sean.obrien' }));
		const people = [
			{ email: ANA, supervisor: 'sean.obrien' },
			{ email: 'lukasz.zolc@example.test', first: 'Luk' },
		];
		const result = await run('sync', people, {}, { onError: 'continueErrorOutput' });

		expect(errorsOf(result)).toEqual([
			`${ANA}: Supervisor: "sean.obrien" fits 2 supervisors: ${SEAN} (${userId(2)}), ${WEI} (${userId(3)}) [item 0]`,
		]);
		expect(actions(result)).toEqual(['updated']);
	});

	it('may lead back from one to the other: a supervisor has a functional manager below', async () => {
		const items = [
			{ email: ANA, supervisor: SEAN },
			{ email: SEAN, functional: ANA },
		];

		expect(actions(await run('sync', items))).toEqual(['updated', 'updated']);
	});

	it('that are refused after the profile was written say so', async () => {
		sandbox.fail({
			channel: 'ispring-rest',
			pathIncludes: '/subordination',
			kind: 'status',
			status: 403,
			body: '{"code":403,"message":"Not yours"}',
		});
		const { error } = await run('upsert', [{ email: ANA, first: 'Anna', supervisor: SEAN }]);

		expect(error?.says).toMatch(/^The profile was updated, but the supervisor was not written\. .*Not yours/);
	});

	it.each(['restHeader', 'soap'])('are refused with another API: %s', async (api) => {
		const { error } = await run('update', [{ email: ANA, supervisor: SEAN }], { api });

		expect(error?.says).toMatch(/^Supervisor can't be set with /);
		expect(sandbox.requests).toEqual([]);
	});

	it('come in and go out as the manager of a SCIM user', async () => {
		const scim = (manager: unknown) => ({
			userName: ANA,
			'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager },
		});
		for (const manager of [{ value: userId(2), displayName: 'Ana Silva' }, { value: SEAN }, 'sean.obrien']) {
			sandbox.reset();
			const { json } = outputOf(await run('upsert', [{ ...scim(manager), email: ANA }], { inputFormat: 'scim' }));
			expect(json).toMatchObject([{ changes: [{ name: 'subordination', to: userId(2) }] }]);
		}

		const newcomer = { userName: 'nia.new', emails: [{ value: NEW, type: 'work' }], email: NEW };
		const pair = [{ ...scim({ value: 'nia.new' }), email: ANA }, newcomer];
		expect(actions(await run('upsert', pair, { inputFormat: 'scim' }))).toEqual(['updated', 'created']);
		expect(person(ANA).subordination.supervisorId).toBe(person(NEW).userId);
		await run('upsert', [{ ...scim({ value: userId(2) }), email: ANA }], { inputFormat: 'scim' });

		const shown = outputOf(
			await runISpring(sandbox, { operation: 'get', items: [{ email: ANA }, { email: SEAN }] }, { user: byEmail, output: 'scim' }),
		).json;
		const [first, second] = shown.map((one) => one['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']);
		expect(first).toMatchObject({ manager: { value: userId(2) } });
		expect(JSON.stringify(second ?? {})).not.toContain('manager');
	});
});
