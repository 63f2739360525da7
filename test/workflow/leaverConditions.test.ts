import type { IDataObject, ILoadOptionsFunctions, INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

import { USERS as APPENATE } from '../../nodes/Appenate/users';
import { USERS as AXERO } from '../../nodes/Axero/users';
import { USERS as HIGHQ } from '../../nodes/HighQPublisher/users';
import { USERS as ISPRING } from '../../nodes/ISpringLearn/users';
import type { FieldSpec } from '../../nodes/shared/fields/spec';
import { editorContext } from '../contract/session';
import { freshSandbox } from '../freshSandbox';
import type { NodeResult } from './engine';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from './syncWays';

const VENDORS = [
	['Appenate', APPENATE.fields],
	['Axero', AXERO.fields],
	['HighQ', HIGHQ.fields],
	['iSpring', ISPRING.fields],
] as const;
const sandbox = freshSandbox({ people: 12 });

const fieldsOf = ({ title }: SyncWay): readonly FieldSpec[] => VENDORS.find(([vendor]) => title.startsWith(vendor))?.[1] ?? [];
const among = (field: string, value: string, comparison = 'is'): INodeParameters => ({
	scope: { condition: [{ field, comparison, value }] },
});
const leaversIn = (result: NodeResult): IDataObject[] =>
	jsonOf(result).filter(({ action, status }) => action === 'leaver' || status === 'leaver');

describe.each(SYNC_WAYS)('the field of a condition for leavers, at $title', (way) => {
	const people = () => way.people(sandbox);
	const theText = (): string => people().find(({ text }) => text !== '')?.text ?? '';
	/** Everybody but those who have the text. */
	const list = (): IDataObject[] => people().filter(({ text }) => text !== theText());
	const label = fieldsOf(way).find(({ name }) => name === way.text)?.label ?? '';
	const run = async (parameters: INodeParameters, operation = 'sync') =>
		await runSync(sandbox, way, {
			items: list(),
			operation,
			parameters: { ...(operation === 'sync' ? way.deactivates?.parameters : {}), ...parameters },
		});

	it('is named by its name, by its label, in capitals, or by an expression', async () => {
		for (const field of [way.text, label, label.toUpperCase(), `={{ "${label}" }}`]) {
			const result = await run({ leavers: 'report', ...among(field, theText()) });

			expect(result.hints).not.toContainEqual(expect.stringContaining('no user has a field'));
			expect([field, leaversIn(result).length]).toEqual([field, people().length - list().length]);
		}
	});

	it.each(['sync', 'compare'])(
		'that nobody has takes nobody for a leaver where they are reported, and that is said (%s)',
		async (operation) => {
			const result = await run({ leavers: 'report', ...among(`${way.text}e`, theText()) }, operation);

			expect(result.error).toBeUndefined();
			expect(leaversIn(result)).toEqual([]);
			expect(result.hints).toContainEqual(
				expect.stringContaining(
					`Only Users Where: no user has a field "${way.text}e". Choose the field from the list. The closest matches are: ${label}`,
				),
			);
			expect(result.hints).toContainEqual(expect.stringContaining('No user is treated as missing from your list.'));
		},
	);

	it('is nobody’s business where leavers are ignored: the editor hides the conditions then, half filled in or not', async () => {
		for (const [field, value] of [
			['Departmnt', 'Tax'],
			['', ''],
		] as const) {
			const { error, hints } = await run({ leavers: 'ignore', ...among(field, value) });

			expect([error, hints.filter((hint) => hint.includes('no user has a field'))]).toEqual([undefined, []]);
		}
	});
});

describe.each(SYNC_WAYS.filter(({ deactivates }) => deactivates))('where leavers would be deactivated, at $title', (way) => {
	const everybody = () => way.people(sandbox);
	const run = async (preview: boolean, continues = false) =>
		await runSync(sandbox, way, {
			items: everybody()
				.slice(1)
				.map(({ email }) => ({ email, text: 'another' })),
			continues,
			preview,
			parameters: { leavers: 'deactivate', ...way.deactivates?.parameters, ...among('Departmnt', 'Tax') },
		});
	beforeEach(() => {
		const [first] = everybody();
		if (way.channel === 'appenate' && first)
			sandbox.edit('appenate', first.email, (one) => void (one.Metadata = [{ Key: 'Department', Val: 'Tax' }]));
	});

	it.each([false, true])('a field that nobody has stops everything before a write (preview: %s)', async (preview) => {
		const before = everybody();
		const { error } = await run(preview);

		expect(error).toMatchObject({
			says: 'Only Users Where: no user has a field "Departmnt"',
			description: expect.stringMatching(
				/^Choose the field from the list\. The closest matches are: .*Department.*\. Nothing was written\.$/,
			),
		});
		expect(sandbox.writes(way.channel)).toEqual([]);
		expect(everybody()).toEqual(before);
	});

	it('a field that nobody has stops everything also where the workflow goes on at errors', async () => {
		const result = await run(false, true);

		expect(JSON.stringify([result.error, jsonOf(result)])).toContain('no user has a field');
		expect(sandbox.writes(way.channel)).toEqual([]);
	});
});

describe.each(SYNC_WAYS.filter((way) => fieldsOf(way).some(({ secret }) => secret)))('a field that is never shown, at $title', (way) => {
	it('is one that nobody has', async () => {
		const label = fieldsOf(way).find(({ secret }) => secret)?.label ?? '';
		const { hints } = await runSync(sandbox, way, { items: way.people(sandbox), parameters: { leavers: 'report', ...among(label, 'x') } });

		expect(hints).toContainEqual(expect.stringContaining(`no user has a field "${label}"`));
	});
});

describe.each([
	['Appenate (JSON)', 'Metadata: PayrollId', 'PayrolId', 'Metadata: PayrollId'],
	['Axero (a label of the details)', 'Mobile phone', 'Mobil phone', 'Mobile phone'],
	['iSpring Learn (REST, account)', 'UB9mT', 'UB9mTT', 'UB9mT'],
	['iSpring Learn (SOAP, account)', 'USER_DEFINED_FIELD1', 'User-defined field1', 'USER_DEFINED_FIELD1'],
])('a field of the account’s own, at %s', (title, field, wrong, nearest) => {
	const [way] = SYNC_WAYS.filter((one) => one.title === title);
	const run = async (named: string) => {
		if (!way) throw new Error(`There is no way ${title}`);
		return await runSync(sandbox, way, {
			items: way.people(sandbox).slice(1),
			parameters: { leavers: 'report', ...among(named, 'nothing') },
		});
	};

	it('is known by those who have it', async () => {
		for (const named of [field, field.toLowerCase()])
			expect((await run(named)).hints).not.toContainEqual(expect.stringContaining('no user has a field'));
	});

	it('is offered in the editor', async () => {
		if (!way) throw new Error(`There is no way ${title}`);
		const { api = '', authentication = '' } = way.protocol;
		const context = editorContext(way.credential(), way.data(sandbox), { api: String(api), authentication: String(authentication) });
		const offered = await way.node().methods?.loadOptions?.getConditionFields?.call(context);

		expect(offered?.map(({ value }) => value)).toContain(field);
	});

	it('is named as the nearest to one that nobody has', async () => {
		expect((await run(wrong)).hints).toContainEqual(
			expect.stringContaining(`no user has a field "${wrong}". Choose the field from the list. The closest matches are: ${nearest}`),
		);
	});
});

describe.each(VENDORS.flatMap(([vendor]) => SYNC_WAYS.find(({ title }) => title.startsWith(vendor)) ?? []))(
	'the list of fields in the editor, at $title',
	(way) => {
		const node = way.node();
		const offered = async () => {
			const context = {
				getCurrentNodeParameter: (name: string) => ({ api: 'rest', operation: 'sync' })[name],
				getCredentials: async () => await Promise.reject(new Error('none')),
			} as unknown as ILoadOptionsFunctions;
			return (await node.methods?.loadOptions?.getConditionFields?.call(context)) ?? [];
		};

		it('has the fields that the vendor shows as text, by their labels', async () => {
			const shown = fieldsOf(way).filter(({ type, secret }) => type !== 'json' && !secret);

			expect(await offered()).toEqual(shown.map(({ name, label }) => ({ name: label, value: name })));
		});

		it('stands behind each condition, and takes an expression', () => {
			const fields = conditionFieldsOf(node);

			expect(fields.length).toBeGreaterThan(0);
			for (const field of fields) {
				expect(field).toMatchObject({ type: 'options', typeOptions: { loadOptionsMethod: 'getConditionFields' } });
				expect(field.noDataExpression).toBeUndefined();
			}
		});
	},
);

function conditionFieldsOf({ description }: INodeType): INodeProperties[] {
	return description.properties
		.filter(({ name }) => name === 'scope')
		.flatMap(({ options = [] }) => options.flatMap((one) => ('values' in one ? one.values : [])))
		.filter(({ name }) => name === 'field');
}
