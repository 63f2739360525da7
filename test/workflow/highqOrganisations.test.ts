import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { jsonOf, runHighQ } from './highqRun';

/*
 * The organisation of a user of HighQ, as people call it.
 */

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const SEAN = 'sean.obrien@example.test';
const BY_EMAIL = { __rl: true, mode: 'email', value: '={{ $json.email }}' };

const update = async (items: readonly IDataObject[], parameters: INodeParameters = {}, continues = false) =>
	await runHighQ(sandbox, ['user', 'update'], {
		items,
		fields: { orgid: '={{ $json.organisation }}' },
		parameters: { user: BY_EMAIL, ...parameters },
		continues,
	});
const organisationOf = (email: string) => sandbox.person('highq', email).organisation;
const lookUps = () => sandbox.requests.filter(({ path }) => path.includes('/organisations'));
const actions = (result: Awaited<ReturnType<typeof update>>) => jsonOf(result).map(({ action }) => action);
const MOVED = { orgid: 76, orgname: 'Łódź & Partners' };

describe("a user's organisation", () => {
	it('is written by its name, with its ID and without the address of the former one, and unchanged in a second run', async () => {
		const items = [{ email: ANA, organisation: 'Łódź & Partners' }];
		const first = await update(items);
		const second = await update(items);

		expect([actions(first), actions(second)]).toEqual([['updated'], ['unchanged']]);
		expect(organisationOf(ANA)).toEqual(MOVED);
	});

	it('keeps an address that is mapped with it', async () => {
		await update([{ email: ANA, organisation: 'Łódź & Partners' }], {
			fields: {
				mappingMode: 'defineBelow',
				value: { orgid: '={{ $json.organisation }}', orgaddressid: '99' },
				matchingColumns: [],
				schema: [],
			},
		});

		expect(organisationOf(ANA)).toEqual({ ...MOVED, orgaddressid: 99 });
	});

	it('is looked up once, however many users have it, and not at all by its ID', async () => {
		await update([ANA, SEAN].map((email) => ({ email, organisation: 'Łódź & Partners' })));
		const named = lookUps().length;
		sandbox.reset();
		await update([{ email: ANA, organisation: '76' }]);

		expect([named, lookUps().length]).toEqual([1, 0]);
	});

	it('that several have, or nobody, is refused while others are written', async () => {
		sandbox.highq.organisations.add({ name: 'Łódź & Partners' });
		const result = await update(
			[
				{ email: ANA, organisation: 'Łódź & Partners' },
				{ email: SEAN, organisation: 'Nowhere LLP' },
				{ email: 'wei.zhang@example.test', organisation: 'Example Holding' },
			],
			{},
			true,
		);

		expect(jsonOf(result).map(({ error, action }) => error ?? action)).toEqual([
			expect.stringMatching(/Organisation: "Łódź & Partners" fits 2 organisations: 76, 77 \[item 0\]$/),
			`${SEAN}: Organisation: no organisation was found for "Nowhere LLP" [item 1]`,
			expect.stringMatching(/^(updated|unchanged)$/),
		]);
	});

	it('goes along by its ID where the whole user is replaced', async () => {
		const value = { firstname: 'Ana', lastname: 'Silva', email: ANA, orgid: 'Łódź & Partners' };
		await update([{ email: ANA }], {
			fields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
			options: { replaceWholeUser: true },
		});

		expect(organisationOf(ANA)).toMatchObject({ orgid: 76 });
	});

	it('of a new user is found by its name', async () => {
		const fields = { firstname: 'Bo', lastname: 'Lind', email: 'bo.lind@elsewhere.test', orgid: 'Łódź & Partners' };
		const { error } = await runHighQ(sandbox, ['user', 'create'], { fields });

		expect(error).toBeUndefined();
		expect(organisationOf('bo.lind@elsewhere.test')).toEqual(MOVED);
	});
});
