import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { GROUPS } from '../sandbox/ispring/people';
import { ANA, byEmail, mapped, outputOf, runISpring, sentTo, userId } from './ispringRun';

const [NEWCOMERS = '', SAFETY = '', FRIENDS = '', FULL = ''] = GROUPS.map(({ uuid }) => uuid);

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

const WAYS = [
	['adds the groups of an update to the others', false],
	['takes the groups of an update for all of them', true],
] as const;

describe.each(WAYS)('whether iSpring %s, a user', (_which, groupsReplace) => {
	beforeEach(() => {
		sandbox.ispringOrganisation.groupsReplace = groupsReplace;
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
			change: () => isIn(NEWCOMERS, SAFETY, FULL),
		});
		const { json } = outputOf(await update(FRIENDS, 'add'));

		expect(json).toMatchObject([{ action: 'updated' }]);
		expect(groups()).toEqual([NEWCOMERS, SAFETY, FRIENDS, FULL].sort());
	});

	it('is written once more where the answer was lost, and nothing else is touched', async () => {
		sandbox.fail({ channel: 'ispring-rest', only: ({ isWrite }) => isWrite, times: 1, kind: 'reset', afterHandling: true });
		const { json } = outputOf(await update(FRIENDS, 'add'));

		expect(json).toMatchObject([{ action: 'updated', warnings: [] }]);
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

const [NEW_SOAP, OLD_SOAP] = ['http://ispringlearn.com/go/services/api/soap', 'http://new.webservice.namespace'];
const OLDER = [
	['REST (Header)', 'ispring-header', { api: 'restHeader' }, 'number'],
	['SOAP in the older namespace', 'ispring-soap', { api: 'soap', options: { soapNamespace: OLD_SOAP } }, 'number'],
	['SOAP in the newer namespace', 'ispring-soap', { api: 'soap', options: { soapNamespace: NEW_SOAP } }, 'uuid'],
] as const;

describe.each(OLDER)('by %s', (_api, channel, by, kind) => {
	const [, safety = '', friends = '', full = ''] = GROUPS.map((group) => String(group[kind]));
	const join = async (groupIds: string, more: IDataObject = {}) =>
		await runISpring(
			sandbox,
			{ operation: 'update', items: [{ email: ANA }] },
			{ user: byEmail, fields: mapped({ groupIds, ...more }), ...by },
		);

	describe.each(WAYS)('and whether iSpring %s, a user', (_which, groupsReplace) => {
		beforeEach(() => {
			sandbox.ispringOrganisation.groupsReplace = groupsReplace;
			isIn(NEWCOMERS, SAFETY);
		});

		it.each([
			['one', friends, [NEWCOMERS, SAFETY, FRIENDS]],
			['one besides one that she is in', `${safety}, ${friends}`, [NEWCOMERS, SAFETY, FRIENDS]],
		])('joins %s and stays in the others', async (_what, given, expected) => {
			expect(outputOf(await join(given)).json).toMatchObject([{ action: 'updated', warnings: [] }]);
			expect(groups()).toEqual([...expected].sort());
			expect(outputOf(await join(given)).json).toMatchObject([{ action: 'unchanged' }]);
		});

		it('stays in a group that is full by now', async () => {
			isIn(NEWCOMERS, FULL);
			expect(outputOf(await join(friends)).json).toMatchObject([{ action: 'updated', warnings: [] }]);
			expect(groups()).toEqual([NEWCOMERS, FRIENDS, FULL].sort());
		});

		it('is told of a group that is full', async () => {
			isIn(NEWCOMERS);
			expect(outputOf(await join(`${friends}, ${full}`)).json).toMatchObject([{ action: 'updated', warnings: [expect.any(String)] }]);
			expect(groups()).toEqual([NEWCOMERS, FRIENDS].sort());
		});

		it('is written once more where the answer was lost, and nothing else is touched', async () => {
			sandbox.fail({ channel, only: ({ isWrite }) => isWrite, times: 1, kind: 'reset', afterHandling: true });
			expect(outputOf(await join(friends)).json).toMatchObject([{ action: 'updated', warnings: [] }]);
			expect(groups()).toEqual([NEWCOMERS, SAFETY, FRIENDS].sort());
		});

		it('keeps her groups where another field changes', async () => {
			expect(outputOf(await join(safety, { phone: '0012' })).json).toMatchObject([{ action: 'updated', warnings: [] }]);
			expect(groups()).toEqual([NEWCOMERS, SAFETY].sort());
		});

		it('loses no group that somebody else gives her meanwhile', async () => {
			sandbox.fail({ channel, skip: 1, times: 1, kind: 'meanwhile', change: () => isIn(NEWCOMERS, SAFETY, FULL) });
			expect(outputOf(await join(friends)).json).toMatchObject([{ action: 'updated' }]);
			expect(groups()).toEqual([NEWCOMERS, SAFETY, FRIENDS, FULL].sort());
		});
	});
});
