import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { GROUPS } from '../sandbox/ispring/people';
import { ANA, byEmail, mapped, outputOf, runISpring, sentTo, userId } from './ispringRun';

const [NEWCOMERS = '', SAFETY = '', FRIENDS = ''] = GROUPS.map(({ uuid }) => uuid);

const sandbox = freshSandbox();

const groups = () => [...sandbox.person('ispring', ANA).groups].sort();
const isIn = (...ids: readonly string[]): void =>
	sandbox.edit('ispring', ANA, (ana) => {
		ana.groups = [...ids];
	});
const update = async (groupIds: string, how: string, more: IDataObject = {}) =>
	await runISpring(
		sandbox,
		{ operation: 'update', items: [{ email: ANA }] },
		{ user: byEmail, fields: mapped({ groupIds, ...more }), options: { groups: how } },
	);

describe.each([
	['adds the groups of an update to the others', false],
	['takes the groups of an update for all of them', true],
])('whether iSpring %s, a user', (_which, groupIdsReplace) => {
	beforeEach(() => {
		sandbox.ispringOrganisation.groupIdsReplace = groupIdsReplace;
		isIn(NEWCOMERS, SAFETY);
	});

	it.each([
		['joins one and stays in the others', 'add', FRIENDS, [NEWCOMERS, SAFETY, FRIENDS]],
		['joins one in whatever spelling', 'add', `${SAFETY.toUpperCase()}, ${FRIENDS}`, [NEWCOMERS, SAFETY, FRIENDS]],
		['is in exactly these', 'exact', `${NEWCOMERS}, ${FRIENDS}`, [NEWCOMERS, FRIENDS]],
		['is in exactly one other', 'exact', FRIENDS, [FRIENDS]],
		['leaves one', 'remove', SAFETY, [NEWCOMERS]],
		['leaves one in whatever spelling', 'remove', `{${SAFETY.toUpperCase()}}`, [NEWCOMERS]],
	])('%s', async (_what, how, given, expected) => {
		expect(outputOf(await update(given, how)).json).toMatchObject([{ action: 'updated', warnings: [] }]);
		expect(groups()).toEqual([...expected].sort());
		expect(outputOf(await update(given, how)).json).toMatchObject([{ action: 'unchanged' }]);
	});

	it('loses no group that somebody else gives her meanwhile', async () => {
		sandbox.fail({
			channel: 'ispring-rest',
			method: 'GET',
			times: 1,
			kind: 'meanwhile',
			change: () => isIn(NEWCOMERS, SAFETY, GROUPS[3]?.uuid ?? ''),
		});
		const { json } = outputOf(await update(FRIENDS, 'add'));

		expect(json).toMatchObject([{ action: 'updated', attempts: 2 }]);
		expect(groups()).toEqual([NEWCOMERS, SAFETY, FRIENDS, GROUPS[3]?.uuid ?? ''].sort());
	});

	it('is written once more where the answer was lost, and nothing else is touched', async () => {
		sandbox.fail({ channel: 'ispring-rest', only: ({ isWrite }) => isWrite, times: 1, kind: 'reset', afterHandling: true });
		const { json } = outputOf(await update(FRIENDS, 'add'));

		expect(json).toMatchObject([{ action: 'updated', attempts: 1, warnings: [] }]);
		expect(groups()).toEqual([NEWCOMERS, SAFETY, FRIENDS].sort());
	});
});

it('groups go along with an update only where one is joined', async () => {
	isIn(NEWCOMERS, SAFETY);
	await update(SAFETY, 'remove', { phone: '0012' });

	expect(sentTo(sandbox)).toEqual([
		[`POST /user/${userId(1)}`, { fields: { login: 'ana.silva', email: ANA, phone: '0012' } }],
		[`POST /user/${userId(1)}/groups/remove`, { groupIds: [SAFETY] }],
	]);
});
