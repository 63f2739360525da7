import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { NodeResult } from '../workflow/engine';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { who } from '../workflow/offered';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const AUTOMATIC: INodeParameters = { fields: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] } };
const run = async (way: SyncWay, operation: string, items: IDataObject[], parameters: INodeParameters = {}): Promise<NodeResult> =>
	await runSync(sandbox, way, {
		operation,
		items,
		continues: true,
		parameters: { ...way.creates?.parameters, ...AUTOMATIC, leavers: 'ignore', ...parameters },
	});

/** The label that the editor shows for the text field of a way. */
const LABELS: Readonly<Record<string, string>> = {
	Bio: 'Bio',
	bio: 'Bio',
	LastName: 'Last Name',
	'Last name': 'Last Name',
	job_title: 'Job Title',
};

describe.each(SYNC_WAYS)('Map Automatically, at $title', (way) => {
	const label = LABELS[way.text] ?? '';

	it.each(['update', 'upsert', 'sync'])(
		'takes columns called like the label, with whatever a file puts around it, in %s',
		async (operation) => {
			for (const column of [way.text, label, `\ufeff${label}`, `${label} `, label.toUpperCase(), label.replace(' ', '_').toLowerCase()]) {
				const result = await run(way, operation, [{ email: ANA, [column]: column }]);

				expect({ column, error: jsonOf(result)[0]?.error, hints: result.hints.filter((hint) => hint.includes('left')) }).toEqual({
					column,
					hints: [],
				});
				expect(way.stored(sandbox, ANA)).toBe(column);
			}
		},
	);

	it.each(['update', 'upsert', 'sync', 'compare'])('says once which columns it left out, in %s', async (operation) => {
		const items = ['ana.silva@example.test', 'sean.obrien@example.test'].map((email, i) => ({
			email,
			[label]: 'x',
			Kostenstelle: '12',
			...(i === 0 ? { 'Cost centre': '' } : { 'Cost centre': 'A' }),
		}));
		const { hints } = await run(way, operation, items);

		expect(hints.filter((hint) => hint.includes('skipped them'))).toEqual([
			expect.stringContaining('skipped them: Kostenstelle (2 items), Cost centre (1 item).'),
		]);
	});

	it.each(['update', 'upsert', 'sync', 'compare'])('fails an item of which it can take nothing, in %s', async (operation) => {
		const user: INodeParameters = who(operation, { __rl: true, mode: 'email', value: '={{ $json.who }}' });
		const result = await run(
			way,
			operation,
			[
				{ who: ANA, Vorname: 'Ana' },
				{ who: 'sean.obrien@example.test', [label]: 'x' },
			],
			user,
		);
		const said = jsonOf(result).map(({ error, warnings }) => JSON.stringify(error ?? warnings));

		expect(said[0]).toContain('No column of the item has the name of a field: who, Vorname');
		expect(said[1]).not.toContain('has the name of a field');
	});

	it('refuses to choose between two columns for one field', async () => {
		const result = await run(way, 'update', [{ email: ANA, [`${label} `]: 'a', [label.toUpperCase()]: 'b' }]);

		expect(jsonOf(result)[0]?.error).toContain('match the same field');
		expect(sandbox.writes(way.channel)).toEqual([]);
	});
});

describe('Map Automatically takes the columns that only the account has', () => {
	it.each([
		['iSpring Learn (REST, account)', 'city', () => sandbox.person('ispring', ANA).fields.UB9mT],
		['iSpring Learn (SOAP, account)', 'EMPLOYEE NUMBER', () => sandbox.person('ispring', ANA).fields.USER_DEFINED_FIELD1],
		['Appenate (JSON)', 'metadata: payroll-id', () => JSON.stringify(sandbox.person('appenate', ANA).Metadata)],
		['Axero (a label of the details)', 'linked-in', () => sandbox.person('axero', ANA).labels.LinkedIn],
	])('at %s: %s', async (title, column, stored) => {
		const way = SYNC_WAYS.find((one) => one.title === title);
		if (!way) throw new Error(`There is no way ${title}`);
		await run(way, 'update', [{ email: ANA, [column]: 'found' }]);

		expect(stored()).toContain('found');
	});
});
