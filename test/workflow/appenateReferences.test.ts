import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { BY_EMAIL, jsonOf, mapped, runAppenate, type Run } from './appenateRuns';

/*
 * A user's groups and folders at Appenate, as people call them.
 */

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const SEAN = 'sean.obrien@example.test';
const FIELDS = mapped({ Groups: '={{ $json.groups }}', Folders: '={{ $json.folders }}' });

const update = async (items: readonly IDataObject[], options: INodeParameters = {}, more: Partial<Run> & INodeParameters = {}) => {
	const { onError, ...parameters } = more;
	return await runAppenate(sandbox, {
		items,
		parameters: { resource: 'user', operation: 'update', ...BY_EMAIL, ...FIELDS, options, ...(parameters as INodeParameters) },
		...(onError === undefined ? {} : { onError: 'continueRegularOutput' }),
	});
};

const groupId = (name: string) => sandbox.appenatePlaces.groups.find(({ Name }) => Name === name)?.Id ?? '';
const folderId = (name: string) => sandbox.appenatePlaces.folders.find(({ Name }) => Name === name)?.Id ?? '';
const person = (email: string) => sandbox.person('appenate', email);
const lookUps = () => sandbox.requests.filter(({ path }) => /(usergroup|folder)\/search/.test(path));
const exact = { groupsChange: 'exact', foldersChange: 'exact' };

describe("a user's groups and folders", () => {
	it.each([
		['names', 'Legal, Sales', 'Inspections'],
		['external IDs', 'group-02, group-01', 'folder-01'],
	])('are written by %s, and unchanged in a second run', async (_what, groups, folders) => {
		const items = [{ email: ANA, groups, folders }];
		const actions = [jsonOf(await update(items, exact)), jsonOf(await update(items, exact))].map(([one]) => one?.action);

		expect(actions).toEqual(['updated', 'unchanged']);
		expect([...person(ANA).Groups].sort()).toEqual([groupId('Legal'), groupId('Sales')].sort());
		expect(person(ANA).Folders).toEqual([folderId('Inspections')]);
	});

	it('are looked up in one list each, however many users name them, and not at all by ID', async () => {
		await update(
			Array.from({ length: 20 }, (_unused, i) => ({ email: i % 2 === 0 ? ANA : SEAN, groups: 'Legal', folders: 'Inspections' })),
		);
		const named = lookUps().length;
		sandbox.reset();
		await update([{ email: ANA, groups: groupId('Legal'), folders: '' }]);

		expect([named, lookUps().length]).toEqual([2, 0]);
	});

	it('that several have, or nobody, are refused while others are written', async () => {
		const [first, ...others] = sandbox.appenatePlaces.groups;
		const twin = { ...first, Id: 'f'.repeat(32), ExternalId: 'other' };
		sandbox.appenatePlaces.groups = [first, twin, ...others] as never;
		const result = await update(
			[
				{ email: ANA, groups: first?.Name },
				{ email: SEAN, groups: 'Nowhere' },
				{ email: 'wei.zhang@example.test', groups: 'Legal' },
			],
			{},
			{ onError: 'continueRegularOutput' },
		);

		expect(result.outputs[0]?.map(({ json }) => json.error ?? 'done')).toEqual([
			`${ANA}: Groups: "${first?.Name}" fits 2 user groups: ${first?.Id}, ${twin.Id} [item 0]`,
			`${SEAN}: Groups: no user group was found for "Nowhere" [item 1]`,
			'done',
		]);
	});

	it('are sent as they are where they are given as names', async () => {
		await update([{ email: ANA, groups: 'Legal' }], { placesAs: 'names' });

		expect(lookUps()).toEqual([]);
	});
});

describe('missing groups', () => {
	const made = () => sandbox.writes('appenate').filter(({ path, method }) => method === 'POST' && path.includes('/usergroup'));
	const people = [
		{ email: ANA, groups: 'Pilots' },
		{ email: SEAN, groups: 'Pilots, Legal' },
	];

	it('are created once, before the first who needs them, where that is asked for', async () => {
		jsonOf(await update(people, { createMissingGroups: true }));
		const again = jsonOf(await update(people, { createMissingGroups: true }));

		expect(made()).toHaveLength(1);
		expect([ANA, SEAN].map((email) => person(email).Groups.includes(groupId('Pilots')))).toEqual([true, true]);
		expect(again.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
	});

	it('are shown by name in a preview, which makes nothing', async () => {
		const [json] = jsonOf(await update(people, { createMissingGroups: true }, { preview: true }));

		expect(JSON.stringify(json?.changes)).toContain('Pilots');
		expect(sandbox.writes('appenate')).toEqual([]);
	});

	it('are not made twice where the answer is lost', async () => {
		sandbox.fail({ channel: 'appenate', method: 'POST', kind: 'reset', afterHandling: true, times: 1 });
		jsonOf(await update(people, { createMissingGroups: true }));

		expect(sandbox.appenatePlaces.groups.filter(({ Name }) => Name === 'Pilots')).toHaveLength(1);
		expect(person(ANA).Groups).toContain(groupId('Pilots'));
	});

	it('are an error without the option', async () => {
		expect((await update(people)).error?.says).toBe('Groups: no user group was found for "Pilots" [item 0]');
		expect(sandbox.writes('appenate')).toEqual([]);
	});
});
