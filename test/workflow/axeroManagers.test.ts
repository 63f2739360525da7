import { freshSandbox } from '../freshSandbox';
import { ANA, axeroOn, jsons, locator, mapped, on, onErrorPath, SEAN, THE_USER } from './axeroRun';
import { who } from './offered';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox);
const user = on('user');
const LET_ON = { onError: 'continueErrorOutput' } as const;
const NEW = 'nia.new@example.test';
const BOSS = 'bo.boss@example.test';

const fields = mapped({ 'First name': '={{ $json.first }}', 'Reports to': '={{ $json.manager }}' });
const writing = (operation: string, more = {}) =>
	user(operation, {
		...who(operation, THE_USER.user),
		fields,
		leavers: 'ignore',
		ifNotFound: 'create',
		...(operation === 'update' ? { compareFirst: true } : {}),
		...more,
	});
const writes = () => sandbox.writes('axero').map(({ body }) => JSON.parse(body));
const searches = () =>
	sandbox.requests.filter(({ path }) => /username=|searchText=/i.test(path)).map(({ path }) => decodeURIComponent(path));
const managerOf = (email: string) => sandbox.person('axero', email).labels['Reports to'];
const errorsOf = (result: Awaited<ReturnType<typeof run>>) => onErrorPath(result).map(({ json }) => String(json.error));

describe('Reports To, at Axero', () => {
	it.each(['update', 'upsert', 'sync'])('takes an email address, a username or an ID, and sends the username: %s', async (operation) => {
		for (const manager of [SEAN, 'sean.obrien', '13']) {
			sandbox.edit('axero', ANA, ({ labels }) => Object.assign(labels, { 'Reports to': '' }));
			const result = await run(writing(operation), [{ email: ANA, manager }]);

			expect(jsons(result)).toMatchObject([{ action: 'updated', changes: [{ field: 'Reports To', to: 'sean.obrien' }] }]);
			expect(managerOf(ANA)).toBe('sean.obrien');
			expect(jsons(await run(writing(operation), [{ email: ANA, manager }]))).toMatchObject([{ action: 'unchanged' }]);
		}
	});

	it('is looked up by Update for an email address only, while users are not looked up', async () => {
		const parameters = writing('update', { compareFirst: false });
		const result = await run(parameters, [
			{ email: ANA, manager: SEAN },
			{ email: SEAN, manager: 'wei.zhang' },
		]);

		expect(jsons(result)).toMatchObject([{ action: 'sent' }, { action: 'sent' }]);
		expect(writes()).toEqual([
			{ Email: ANA, 'Reports to': 'sean.obrien' },
			{ Email: SEAN, 'Reports to': 'wei.zhang' },
		]);
		expect(searches()).toHaveLength(1);
	});

	it('is looked up once for everybody who has the same manager', async () => {
		const people = ['ana.silva', 'wei.zhang', 'lukasz.zolc'].map((name) => ({ email: `${name}@example.test`, manager: SEAN }));
		await run(writing('upsert'), people);

		expect(searches().filter((path) => path.includes(SEAN))).toHaveLength(1);
	});

	it.each(['upsert', 'sync'])('waits for a manager of the same list who is made: %s', async (operation) => {
		const people = [
			{ email: NEW, first: 'Nia', manager: BOSS },
			{ email: ANA, first: 'Ana', manager: NEW },
			{ email: BOSS, first: 'Bo', manager: SEAN },
		];
		const result = await run(writing(operation), people);

		expect(jsons(result).map(({ action }) => action)).toEqual(['created', 'updated', 'created']);
		expect([managerOf(NEW), managerOf(ANA), managerOf(BOSS)]).toEqual([BOSS, NEW, 'sean.obrien']);

		sandbox.clearLog();
		expect(jsons(await run(writing(operation), people)).map(({ action }) => action)).toEqual(Array(3).fill('unchanged'));
		expect(writes()).toEqual([]);
	});

	it('waits for a manager of the same list in Create', async () => {
		const parameters = user('create', { email: '={{ $json.email }}', username: '={{ $json.name }}', fields });
		const result = await run(parameters, [
			{ email: NEW, name: 'nia.new', manager: 'bo.boss' },
			{ email: BOSS, name: 'bo.boss', manager: SEAN },
		]);

		expect(jsons(result)).toMatchObject([{ action: 'created' }, { action: 'created' }]);
		expect([managerOf(NEW), managerOf(BOSS)]).toEqual(['bo.boss', 'sean.obrien']);
	});

	it('is shown in a preview as it is given while the manager is still to be made', async () => {
		const result = await run(writing('upsert', { preview: true }), [
			{ email: ANA, manager: BOSS },
			{ email: BOSS, first: 'Bo' },
		]);

		expect(jsons(result)).toMatchObject([
			{
				action: 'update',
				changes: [{ field: 'Reports To', to: BOSS }],
				warnings: ['Written after item 1, which this one refers to: the value to send is only known then'],
			},
			{ action: 'create', warnings: [] },
		]);
		expect(writes()).toEqual([]);
	});

	it('that names nobody, oneself or a circle is refused, and others go on', async () => {
		const result = await run(
			writing('upsert'),
			[
				{ email: ANA, manager: 'nobody@example.test' },
				{ email: SEAN, manager: SEAN },
				{ email: NEW, manager: BOSS },
				{ email: BOSS, manager: NEW },
				{ email: 'wei.zhang@example.test', manager: 'ana.silva' },
			],
			LET_ON,
		);

		expect(errorsOf(result)).toEqual([
			`${ANA}: Reports To: no manager was found for "nobody@example.test" [item 0]`,
			`Reports To: ${SEAN} can't be their own manager [item 1]`,
			`Reports To leads in a circle: ${NEW} → ${BOSS} → ${NEW} [item 2]`,
			`Reports To leads in a circle: ${BOSS} → ${NEW} → ${BOSS} [item 3]`,
		]);
		expect(jsons(result)).toMatchObject([{ action: 'unchanged', person: 'wei.zhang@example.test' }]);
	});

	it('that several have is refused with all of them, and others are written', async () => {
		sandbox.edit('axero', 'wei.zhang@example.test', (person) => Object.assign(person, { Email: SEAN }));
		const people = [
			{ email: ANA, manager: SEAN },
			{ email: 'lukasz.zolc@example.test', first: 'Luk' },
		];
		const result = await run(writing('upsert'), people, LET_ON);

		expect(errorsOf(result)).toEqual([`${ANA}: Reports To: "${SEAN}" fits 2 managers: sean.obrien, wei.zhang [item 0]`]);
		expect(jsons(result)).toMatchObject([{ action: 'updated', person: 'lukasz.zolc@example.test' }]);
	});

	it('of somebody whose manager could not be made is not written, and says so', async () => {
		sandbox.fail({
			channel: 'axero',
			pathIncludes: 'AddUser=true',
			kind: 'status',
			status: 200,
			body: '{"IsError":true,"ResponseMessage":"No more users."}',
		});
		const result = await run(
			writing('upsert'),
			[
				{ email: ANA, manager: BOSS },
				{ email: BOSS, first: 'Bo' },
			],
			LET_ON,
		);

		expect(errorsOf(result)[0]).toMatch(
			/^ana\.silva@example\.test: Reports To "bo\.boss@example\.test" is in item 1, which was not done: Axero: No more users/,
		);
	});

	it('comes in and goes out as the manager of a SCIM user', async () => {
		const scim = (manager: unknown) => ({
			userName: ANA,
			emails: [{ value: ANA, type: 'work' }],
			'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager },
		});
		const parameters = user('upsert', { user: locator('email', ANA), inputFormat: 'scim' });
		for (const manager of [{ value: '13', displayName: 'Ana Silva' }, { value: SEAN }, 'sean.obrien']) {
			sandbox.edit('axero', ANA, ({ labels }) => Object.assign(labels, { 'Reports to': '' }));
			expect(jsons(await run(parameters, [scim(manager)]))).toMatchObject([{ changes: [{ name: 'Reports to', to: 'sean.obrien' }] }]);
		}
		const [shown] = jsons(await run(user('get', { user: locator('email', ANA), output: 'scim' }), [{}]));
		expect(shown?.['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']).toMatchObject({ manager: { value: 'sean.obrien' } });

		const { error } = await run(parameters, [scim({ value: '4bd5c3b5', displayName: 'Sean' })]);
		expect(error?.says).toBe('Reports To: no manager was found for "4bd5c3b5" [item 0]');
	});
});
