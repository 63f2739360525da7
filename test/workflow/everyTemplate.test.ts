import { tablesIn, pageText, USER_PAGES } from '../documents';
import { templates, type Example } from '../e2e/demo';

/** What holds for every file of `workflows/templates`, whoever reads it. */

type Parameters = Readonly<Record<string, unknown>>;
type Node = Readonly<{
	name: string;
	type: string;
	parameters: Parameters;
	credentials?: Readonly<Record<string, { id: string; name: string }>>;
}>;
type Column = Readonly<{ name: string; type: string }>;
type Mapped = Readonly<{
	mappingMode: string;
	value: Readonly<Record<string, unknown>>;
	schema: ReadonlyArray<{ id: string; type: string }>;
}>;

const ALL = templates();
const nodesOf = ({ nodes }: Example): readonly Node[] => nodes as unknown as readonly Node[];
const ofType = (template: Example, type: string): readonly Node[] => nodesOf(template).filter((node) => node.type === type);
const own = (type: string): string => `n8n-nodes-base.${type}`;
const titled = ALL.map((template) => [template.name, template] as const);

const SYSTEM = ['id', 'createdAt', 'updatedAt'];
const isTable = ({ parameters }: Node): boolean => parameters['resource'] === 'table';
const columnsOf = ({ parameters }: Node): readonly Column[] => (parameters['columns'] as { column: readonly Column[] }).column;
/** Every data table that a template makes, by its name. */
const TABLES = new Map(
	ALL.flatMap((template) =>
		ofType(template, own('dataTable'))
			.filter(isTable)
			.map((node) => [String(node.parameters['tableName']), columnsOf(node)] as const),
	),
);

describe.each(titled)('the template %s', (_name, template) => {
	const names = nodesOf(template).map(({ name }) => name);
	const text = JSON.stringify(template);

	it('has connections and expressions that name nodes of it', () => {
		const connected = Object.entries(
			template.connections as Record<string, Record<string, ReadonlyArray<ReadonlyArray<{ node: string }>>>>,
		);
		const targets = connected.flatMap(([from, kinds]) => [
			from,
			...Object.values(kinds).flatMap((outputs) => outputs.flat().map(({ node }) => node)),
		]);
		const named = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name = '']) => name);

		expect([...targets, ...named].filter((name) => !names.includes(name))).toEqual([]);
		expect(new Set(names).size).toBe(names.length);
	});

	it('leaves nothing to do after the import but what its note says: credentials are named, never filled', () => {
		const credentials = nodesOf(template).flatMap((node) => Object.values(node.credentials ?? {}));

		expect(credentials.filter(({ id, name }) => !/^demo[A-Z]/.test(id) || name === '')).toEqual([]);
		expect(text).not.toMatch(/\{\{[a-z][A-Za-z0-9]*\}\}|localhost|127\.0\.0\.1/);
	});

	it('makes the data tables that it uses, and names only columns that they have', () => {
		const tables = ofType(template, own('dataTable'));
		const made = new Set(tables.filter(isTable).map(({ parameters }) => parameters['tableName']));
		for (const { name, parameters } of tables.filter((node) => !isTable(node))) {
			const table = (parameters['dataTableId'] as { mode: string; value: string }).value;
			const columns = TABLES.get(table) ?? [];
			const known = [...SYSTEM, ...columns.map((column) => column.name)];
			const { conditions = [] } = (parameters['filters'] ?? {}) as { conditions?: ReadonlyArray<{ keyName: string }> };
			const { value = {}, schema = [] } = (parameters['columns'] ?? {}) as Partial<Mapped>;
			const used = [
				...conditions.map(({ keyName }) => keyName),
				...Object.keys(value),
				...(parameters['orderBy'] ? [String(parameters['orderByColumn'])] : []),
			];

			expect([name, made.has(table)]).toEqual([name, true]);
			expect([name, used.filter((column) => !known.includes(column))]).toEqual([name, []]);
			if (schema.length > 0) {
				const shown = columns.map((column) => [column.name, column.type === 'date' ? 'dateTime' : column.type]);
				expect([name, schema.map(({ id, type }) => [id, type])]).toEqual([name, shown]);
			}
		}
	});

	it('calls only templates, with the inputs that they ask for', () => {
		for (const { name, parameters } of ofType(template, own('executeWorkflow'))) {
			const called = ALL.find(({ id }) => id === (parameters['workflowId'] as { value: string }).value);
			const [start] = called ? ofType(called, own('executeWorkflowTrigger')) : [];
			const { values } = (start?.parameters['workflowInputs'] ?? { values: [] }) as { values: ReadonlyArray<{ name: string }> };

			expect([name, Object.keys((parameters['workflowInputs'] as Mapped).value)]).toEqual([name, values.map((input) => input.name)]);
		}
	});
});

describe('the templates', () => {
	it('have addresses of their own', () => {
		const places = ALL.flatMap((template) => [
			...ofType(template, own('webhook')).map(({ parameters }) => `webhook ${String(parameters['path'])}`),
			...ofType(template, own('formTrigger')).map(({ parameters }) => `form ${String((parameters['options'] as Parameters)['path'])}`),
		]);

		expect(new Set(places).size).toBe(places.length);
		expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
	});

	it('make a data table with the same columns wherever they make it', () => {
		for (const node of ALL.flatMap((template) => ofType(template, own('dataTable')).filter(isTable)))
			expect([node.name, columnsOf(node)]).toEqual([node.name, TABLES.get(String(node.parameters['tableName']))]);
	});

	it.each(['provisioning-log', 'provisioning-runs', 'joiners-and-leavers', 'user-links'])('have the columns of %s in the pages', (name) => {
		const told = USER_PAGES.flatMap((page) => tablesIn(pageText(page)).filter(({ header }) => header[0] === `Column of ${name}`));

		expect(told.map(({ rows }) => rows.map(([column = '']) => column.replace(/`/g, '')))).toEqual([
			TABLES.get(name)?.map((column) => column.name),
		]);
	});
});
