import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { byEmail, jsonOf, mapped, runAppenate, type Run } from './appenateRuns';
import { checkPreview } from './previews';

const [ANA, SEAN, WEI, STRANGER] = ['ana.silva@example.test', 'sean.obrien@example.test', 'wei.zhang@example.test', 'nobody@example.test'];

const sandbox = freshSandbox();

const run = async (operation: string, { parameters = {}, ...rest }: Partial<Run> = {}) =>
	await runAppenate(sandbox, { ...rest, parameters: { resource: 'user', operation, ...byEmail(operation), ...parameters } });
const person = (email: string) => sandbox.person('appenate', email);
const writes = () => sandbox.writes('appenate');
const bodies = (): IDataObject[] => writes().map(({ body }) => JSON.parse(body) as IDataObject);
const actionsOf = (items: readonly IDataObject[]) => items.map(({ action, status }) => action ?? status);
const everybody = (): IDataObject[] => sandbox.people('appenate').map(({ Email, LastName }) => ({ email: Email, last: LastName }));
const LAST_NAME = mapped({ LastName: '={{ $json.last }}' });

describe('Sync Users and Compare Users, at Appenate', () => {
	const withoutSome = (...gone: string[]) => everybody().filter(({ email }) => !gone.includes(String(email)));
	const sync = async (items: IDataObject[], parameters: INodeParameters = {}, options: INodeParameters = {}) =>
		await run('sync', { items, parameters: { ...LAST_NAME, ...parameters, options } });
	const everywhere = { leavers: 'deactivate', includeAllUsers: true };

	it('keep administrators, by their website role, and whoever is named', async () => {
		for (const [email, role] of [
			[SEAN, 'SuperAdmin'],
			[WEI, 'User'],
		] as const)
			sandbox.edit('appenate', email, (one) => void (one.WebsiteRole = role));
		const last = String(everybody().at(-1)?.email);
		const left = jsonOf(await sync(withoutSome(ANA, SEAN, WEI, last), { ...everywhere, neverDeactivate: last })).slice(32);

		expect(Object.fromEntries(left.map(({ action, user, warnings }) => [(user as IDataObject).Email, [action, warnings]]))).toEqual({
			[ANA]: ['leaver', ['Not deactivated: an administrator (Website Role Admin)']],
			[SEAN]: ['leaver', ['Not deactivated: an administrator (Website Role SuperAdmin)']],
			[WEI]: ['deactivated', []],
			[last]: ['leaver', ['Not deactivated: named under Never Deactivate']],
		});
	});

	it('deactivate leavers by the chosen word and without a mail, and know it the next time', async () => {
		sandbox.edit('appenate', WEI, (wei) => void (wei.Metadata = [{ Key: 'Department', Val: 'Tax' }]));
		const scope = { leavers: 'deactivate', scope: { condition: [{ field: 'Metadata: Department', comparison: 'is', value: 'tax' }] } };
		const first = await sync(withoutSome(SEAN, WEI), scope, { statusWord: 'Invited' });

		expect(jsonOf(first).at(-1)).toMatchObject({ action: 'deactivated', user: { Email: WEI, Status: 'Invited' } });
		expect(jsonOf(first)).toHaveLength(35);
		expect(bodies()).toMatchObject([{ Status: 'Invited', DoNotEmail: true }]);
		expect(actionsOf(jsonOf(await sync(withoutSome(SEAN, WEI), scope, { statusWord: 'Invited' })))).toEqual(Array(34).fill('unchanged'));
		checkPreview('Appenate', 'user', 'sync', jsonOf(first));
	});

	it('give a new user the Status that is mapped, by a second request, and show both in a preview', async () => {
		const items = [
			{ email: STRANGER, last: 'Nova', status: 'Inactive' },
			{ email: 'new.two@example.test', last: 'Two', status: 'Invited' },
		];
		const parameters = {
			...mapped({ FirstName: 'A', LastName: '={{ $json.last }}', Status: '={{ $json.status }}' }),
			ifNotFound: 'create',
			leavers: 'ignore',
			sendEmail: true,
		};
		const preview = jsonOf(await sync(items, { ...parameters, preview: true }));
		const first = jsonOf(await sync(items, parameters, { concurrency: 1 }));

		expect(preview.map(({ requests }) => (requests as IDataObject[]).map(({ method }) => method))).toEqual([['POST', 'PUT'], ['POST']]);
		expect(JSON.stringify(preview[0])).toContain('(ID of the new user)');
		expect([actionsOf(first), first.map(({ warnings }) => warnings)]).toEqual([
			['created', 'created'],
			[[], []],
		]);
		expect([person(STRANGER).Status, person('new.two@example.test').Status]).toEqual(['Inactive', 'Invited']);
		expect(bodies().map(({ DoNotEmail }) => DoNotEmail)).toEqual([true, true, false]);
		expect(actionsOf(jsonOf(await sync(items, parameters)))).toEqual(['unchanged', 'unchanged']);
		checkPreview('Appenate', 'user', 'sync', [...preview, ...first]);
	});

	it('say who was created when Status could not be set, and finish on the next run', async () => {
		const items = [{ email: STRANGER, last: 'Nova' }];
		const parameters = {
			...mapped({ FirstName: 'A', LastName: '={{ $json.last }}', Status: 'Inactive' }),
			ifNotFound: 'create',
			leavers: 'ignore',
		};
		sandbox.fail({
			channel: 'appenate',
			method: 'PUT',
			kind: 'status',
			status: 400,
			body: '{"ResponseStatus":{"ErrorCode":"X","Message":"No"}}',
			contentType: 'application/json',
			times: 1,
		});
		const { error } = await sync(items, parameters);

		expect(error?.says).toBe(
			`The user was created with ID ${person(STRANGER).Id}, but its Status was not written. Appenate: No (HTTP 400) [item 0]`,
		);
		expect(actionsOf(jsonOf(await sync(items, parameters)))).toEqual(['updated']);
		expect(person(STRANGER).Status).toBe('Inactive');
	});

	it('list groups in the form in which they are given', async () => {
		const items = [
			{ email: ANA, groups: 'Legal' },
			{ email: SEAN, groups: 'Legal' },
		];
		const parameters = { ...mapped({ Groups: '={{ $json.groups }}' }), leavers: 'ignore' };
		const options = { placesAs: 'names', groupsChange: 'add' };

		expect(actionsOf(jsonOf(await sync(items, parameters, options)))).toEqual(['updated', 'unchanged']);
		expect(actionsOf(jsonOf(await sync(items, parameters, options)))).toEqual(['unchanged', 'unchanged']);
		expect((await sync(items, parameters, { placesAs: 'titles' })).error?.message).toContain('can\'t be "titles"');
	});

	it('compare every field, and the preview shows what comes out', async () => {
		const items = [...everybody().slice(0, 34), { email: ANA.replace('ana', 'x'), last: 'x' }].map((item, i) =>
			i === 0 ? { ...item, last: 'Costa' } : item,
		);
		const result = await run('compare', { items, parameters: LAST_NAME });

		expect(actionsOf(jsonOf(result))).toEqual(['differing', ...Array<string>(33).fill('matched'), 'missing', 'leaver', 'leaver']);
		expect([writes(), sandbox.requests.length]).toEqual([[], 1]);
		checkPreview('Appenate', 'user', 'compare', jsonOf(result));
	});
});
