import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { COUNTRIES } from '../sandbox/people';
import type { NodeResult } from './engine';
import { asStored } from './storedFields';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from './syncWays';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const way = (title: string): SyncWay => {
	const found = SYNC_WAYS.find((one) => one.title.startsWith(title));
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
};
const update = async (at: SyncWay, fields: INodeParameters, item: IDataObject, more: IDataObject = {}): Promise<NodeResult> =>
	await runSync(sandbox, at, { operation: 'update', items: [{ email: ANA, text: '', ...item }], fields, continues: true, ...more });

const ISPRING = ['iSpring Learn (REST, account)', 'iSpring Learn (SOAP, account)'].map(way);
const [, SECOND = ''] = COUNTRIES;

describe("n8n's own look at mapped values, with the columns as the editor stores them", () => {
	it.each(SYNC_WAYS)('is taken by the tests too: $title', async (at) => {
		const parameters = {
			operation: 'update',
			resource: 'user',
			fields: { mappingMode: 'defineBelow', value: {}, schema: [] },
			...at.protocol,
		};
		const { fields } = await asStored({
			node: at.node(),
			credential: { type: at.credential(), data: at.data(sandbox) },
			items: [],
			parameters,
		});
		const { schema, value } = fields as { schema: Array<{ id: string; type: string }>; value: IDataObject };

		expect(schema.length).toBeGreaterThan(10);
		expect(schema.map(({ id }) => id)).toContain(at.text);
		expect(Object.values(value).every((one) => one === null)).toBe(true);
	});

	it.each(
		ISPRING.flatMap((at) => [SECOND, SECOND.toUpperCase(), ` ${SECOND} `, '2', 2].map((country) => ({ title: at.title, at, country }))),
	)('lets a country be given by its name or its number: $title, $country', async ({ at, country }) => {
		const result = await update(at, { country_id: '={{ $json.country }}' }, { country });

		expect(jsonOf(result)).toMatchObject([{ action: expect.stringMatching(/updated|unchanged/) }]);
		expect(sandbox.person('ispring', ANA).fields.country_id).toBe('2');
	});

	it.each(
		ISPRING.flatMap((at) =>
			['inactive', 'Inactive', ' INACTIVE', '3', 3].map((status) => ({ title: at.title, at, status, stored: 3 })),
		).concat(
			ISPRING.slice(0, 1).flatMap((at) =>
				['terminated', 'Employment Ended', 'employment_ended', '5', 5].map((status) => ({ title: at.title, at, status, stored: 5 })),
			),
		),
	)('lets a status be given by a word or a number: $title, $status', async ({ at, status, stored }) => {
		const result = await update(at, { status: '={{ $json.status }}' }, { status });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated' }]);
		expect(sandbox.person('ispring', ANA).status).toBe(stored);
	});

	it.each(['disable', 'Disable', 'disabled', 'DISABLED'])("lets HighQ's status be given in any of its words: %s", async (status) => {
		const result = await update(way('HighQ Publisher (JSON)'), { status: '={{ $json.status }}' }, { status });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated' }]);
		expect(sandbox.person('highq', ANA).status).toBe('disable');
	});

	it.each([
		['Type', 'lite', 'Lite'],
		['Type', ' STANDARD ', 'Standard'],
		['WebsiteRole', 'readonly', 'ReadOnly'],
		['WebsiteRole', 'read only', undefined],
	] as const)("takes Appenate's own words in any capitals, and no others: %s %s", async (field, given, stored) => {
		const result = await update(way('Appenate (JSON)'), { [field]: '={{ $json.given }}' }, { given });

		if (stored === undefined)
			expect(jsonOf(result)[0]?.error).toMatch(
				/^ana\.silva@example\.test: Website Role takes ReadOnly, User, Admin, .*, not "read only" \[item 0\]$/,
			);
		else expect(sandbox.person('appenate', ANA)[field]).toBe(stored);
	});

	it.each([
		[
			'iSpring Learn (REST, account)',
			'status',
			'gone',
			/^ana\.silva@example\.test: Status takes active, inactive, terminated, not "gone" \[item 0\]$/,
		],
		[
			'HighQ Publisher (JSON)',
			'status',
			'gone',
			/^ana\.silva@example\.test: Status takes active, archive, disable, pending, suspended, not "gone" \[item 0\]$/,
		],
		['Appenate (JSON)', 'Type', 'Gold', /^ana\.silva@example\.test: Type \(Billing\) takes .*Full, .*, not "Gold" \[item 0\]$/],
		['iSpring Learn (REST, account)', 'country_id', 'Atlantis', /takes a country from the account's list, not "Atlantis" \[item 0\]$/],
	])('names the field and what it takes, once, for anything else: %s, %s', async (title, field, given, says) => {
		const [item] = jsonOf(await update(way(title), { [field]: '={{ $json.given }}' }, { given }));

		expect(item?.error).toMatch(says);
		expect(sandbox.writes(way(title).channel)).toEqual([]);
	});

	it.each([0, 12, 1.5, true, false, '0012', '1', 'true'])('keeps a value of another type as text: %j', async (given) => {
		for (const at of SYNC_WAYS) {
			await update(at, { [at.text]: '={{ $json.given }}' }, { given });
			expect({ at: at.title, stored: at.stored(sandbox, ANA) }).toEqual({ at: at.title, stored: String(given) });
		}
	});

	it.each(['2031-03-01', '2031-03-01T00:00:00', '2031-03-01 10:00:00'])('lets a date be given as text: %s', async (given) => {
		const result = await update(way('iSpring Learn (REST, account)'), { birthdate: '={{ $json.given }}' }, { given });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated' }]);
		expect(sandbox.person('ispring', ANA).fields.birthdate).toBe('2031-03-01');
	});

	it.each([null, undefined])('says once that a new user lacks what is needed: %j', async (name) => {
		const fields = { email: '={{ $json.email }}', firstname: '={{ $json.name }}', lastname: 'New' };
		const result = await runSync(sandbox, way('HighQ Publisher (JSON)'), {
			operation: 'create',
			items: [{ email: 'new@example.test', text: 'x', ...(name === undefined ? {} : { name }) }],
			fields,
			continues: true,
		});

		expect(jsonOf(result)[0]?.error).toBe('new@example.test: A new user needs First Name [item 0]');
		expect(sandbox.writes('highq')).toEqual([]);
	});
});
