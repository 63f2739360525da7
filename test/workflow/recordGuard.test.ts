import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { operations as appenate } from '../../nodes/Appenate/actions/operations';
import { operations as axero } from '../../nodes/Axero/actions/operations';
import { operations as highq } from '../../nodes/HighQPublisher/actions/operations';
import { operations as iSpring } from '../../nodes/ISpringLearn/actions/operations';
import type { Operations } from '../../nodes/shared/n8n/run/operations';
import { freshSandbox } from '../freshSandbox';
import type { NodeResult } from './engine';
import { valuesOf } from './inGroups';
import { RECORD_WAYS, runRecords, titleOf, type RecordWay } from './recordWays';

const sandbox = freshSandbox();

const NODES: Readonly<Record<RecordWay['vendor'], Operations>> = {
	Axero: axero,
	Appenate: appenate,
	'HighQ Publisher': highq,
	'iSpring Learn': iSpring,
};
/** Operations that only read. */
const READS = /^(get|getAll|getCurrent|getDomains|getRequests|compare)$/;

const jsonOf = ({ outputs, error }: NodeResult): IDataObject[] => {
	if (error) throw new Error(error.message);
	return (outputs[0] ?? []).map(({ json }) => json);
};
const pairsOf = ({ outputs }: NodeResult) => (outputs[0] ?? []).map(({ pairedItem }) => pairedItem);
const PAIRS = [{ item: 0 }, { item: 1 }];
const writes = () => sandbox.requests.filter(({ isWrite }) => isWrite);
const optionsOf = ({ description }: Operations[string][string]): readonly INodeProperties[] =>
	description.flatMap(({ name, options = [] }) =>
		name === 'options' ? options.filter((one) => 'displayName' in one && 'type' in one) : [],
	);
const optionOf = ({ vendor, resource, operation }: RecordWay, name: string): INodeProperties | undefined => {
	const found = NODES[vendor][resource]?.[operation];
	return (
		found &&
		optionsOf(found)
			.filter((group) => group.name === 'safetyLimits')
			.flatMap(valuesOf)
			.find((one) => one.name === name)
	);
};

const WAYS = RECORD_WAYS.map((way) => [titleOf(way), way] as const);
const LIMITED = RECORD_WAYS.flatMap((way) => (way.limit ? [[titleOf(way), way, way.limit] as const] : []));

describe('every operation that writes', () => {
	it('of groups, departments and the like is among these tests', () => {
		const here = new Set(RECORD_WAYS.map(({ vendor, resource, operation }) => `${vendor} ${resource} ${operation}`));
		const missing = Object.entries(NODES).flatMap(([vendor, operations]) =>
			Object.entries(operations).flatMap(([resource, all]) =>
				Object.keys(all)
					.filter((operation) => resource !== 'user' && !READS.test(operation))
					.map((operation) => `${vendor} ${resource} ${operation}`)
					.filter((one) => !here.has(one)),
			),
		);

		expect(missing).toEqual([]);
	});
});

describe.each(WAYS)('%s', (_title, way) => {
	it('shows in a preview what would be done, with the requests that the run then sends, and writes nothing', async () => {
		way.prepare?.(sandbox);
		const shown = await runRecords(sandbox, way, { preview: true });

		expect(writes()).toEqual([]);
		expect(pairsOf(shown)).toEqual(PAIRS);
		expect(jsonOf(shown)).toMatchObject([
			{ preview: true, action: way.action, warnings: [] },
			{ preview: true, action: way.action, warnings: [] },
		]);
		const requests = jsonOf(shown).flatMap((json) => json.requests as IDataObject[]);

		sandbox.clearLog();
		const { error } = await runRecords(sandbox, way, { options: { concurrency: 1 } });
		expect(error).toBeUndefined();
		const pathOf = (url: string): string => new URL(url, sandbox.origin).pathname;
		expect(requests.map(({ method, url }) => [method, pathOf(String(url))])).toEqual(
			writes().map(({ method, path }) => [method, pathOf(path)]),
		);
	});

	it('says of an item that can not be understood that it would fail, and previews the others', async () => {
		way.prepare?.(sandbox);
		const [first, second] = way.items(sandbox);
		const blank = Object.fromEntries(Object.keys(first).map((name) => [name, '']));
		const json = jsonOf(await runRecords(sandbox, way, { items: [blank, second], preview: true }));

		expect(json).toMatchObject([
			{ preview: true, action: 'failed', requests: [], warnings: [expect.stringMatching(/empty/)] },
			{ preview: true, action: way.action },
		]);
		expect(writes()).toEqual([]);
	});
});

describe.each(LIMITED)('the guard of %s', (_title, way, { name, label, counts, example }) => {
	beforeEach(() => way.prepare?.(sandbox));

	it('has its limit among the Safety Limits, and it holds for the execution', () => {
		expect(optionOf(way, name)).toMatchObject({ displayName: label, noDataExpression: true, typeOptions: { minValue: 0 } });
	});

	it('stops before the first write when more is meant than allowed, and says how many, which, and what raises the limit', async () => {
		const { error } = await runRecords(sandbox, way, { options: { [name]: counts - 1 } });

		expect(error?.message).toContain('Stopped before anything was written: ');
		expect(error?.message).toMatch(new RegExp(`\\b${counts} \\w[\\w ]* would [\\w ]+ \\(limit: ${counts - 1}\\)`));
		expect(error?.message).toMatch(typeof example === 'string' ? new RegExp(example.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')) : example);
		expect(error?.description).toContain(`raise "${label}" to ${counts} under Options, Safety Limits`);
		expect(writes()).toEqual([]);
	});

	it('lets through what the raised limit allows', async () => {
		const { error } = await runRecords(sandbox, way, { options: { [name]: counts } });

		expect(error).toBeUndefined();
		expect(writes().length).toBeGreaterThan(0);
	});

	it('is an error of each item where the node continues', async () => {
		const result = await runRecords(sandbox, way, { options: { [name]: 0 }, onError: 'continueErrorOutput' });

		expect(result.outputs[0]).toEqual([]);
		expect(result.outputs[1]?.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('Stopped before anything was written'),
			expect.stringContaining('Stopped before anything was written'),
		]);
		expect(writes()).toEqual([]);
	});

	it('is told by a preview, which shows the plan all the same', async () => {
		const result = await runRecords(sandbox, way, { preview: true, options: { [name]: counts - 1 } });

		expect(jsonOf(result)).toMatchObject([{ action: way.action }, { action: way.action }]);
		expect(result.hints).toContainEqual(expect.stringMatching(/^Without Preview, this run would be stopped\. .*limit: /));
	});

	it('is never off by a value that is no number', async () => {
		const { error } = await runRecords(sandbox, way, { options: { [name]: 'all' } });

		expect(error?.message).toContain(`${label} is not a number: "all"`);
		expect(writes()).toEqual([]);
	});
});

const wayOf = (vendor: RecordWay['vendor'], resource: string, operation: string): RecordWay => {
	const found = RECORD_WAYS.find((way) => way.vendor === vendor && way.resource === resource && way.operation === operation);
	if (!found) throw new Error(`No way to ${resource} ${operation} of ${vendor}`);
	return found;
};

describe('a department of iSpring that people are in', () => {
	const way = wayOf('iSpring Learn', 'department', 'delete');
	const [sales, legal] = way.items(sandbox);
	const peopleIn = (id: unknown) => sandbox.people('ispring').filter(({ departmentId }) => departmentId === id);

	it('is not deleted: what becomes of them is not documented', async () => {
		const { error } = await runRecords(sandbox, way);
		const [first] = peopleIn(sales.id);

		expect(error?.message).toContain(
			`${peopleIn(sales.id).length + peopleIn(legal.id).length} users would lose their department (limit: 0). For example, ${first?.fields.email};`,
		);
		expect(error?.description).toContain(`raise "Max Users in Deleted Departments" to`);
		expect(writes()).toEqual([]);
	});

	it('is told with how many are in it by a preview', async () => {
		expect(jsonOf(await runRecords(sandbox, way, { preview: true }))).toMatchObject([
			{ action: 'delete', id: sales.id, name: 'Sales', userCount: peopleIn(sales.id).length },
			{ action: 'delete', id: legal.id, name: 'Legal', userCount: peopleIn(legal.id).length },
		]);
	});

	it('goes to iSpring when the limit is raised, which then decides', async () => {
		const { error } = await runRecords(sandbox, way, { options: { maxDepartmentUsers: 50 } });

		expect(error?.message).toContain('The department is not empty');
		expect(writes().length).toBeGreaterThan(0);
	});

	it('is not deleted when iSpring can not say who is in it, and nothing else is', async () => {
		sandbox.fail({ channel: 'ispring-rest', method: 'GET', pathIncludes: '/users/v2', kind: 'status', status: 403, times: 1 });
		for (const { userId } of sandbox.people('ispring')) sandbox.edit('ispring', userId, (one) => Object.assign(one, { departmentId: 'x' }));
		const { error } = await runRecords(sandbox, way, { options: { concurrency: 1 } });

		expect(error?.message).toContain('[item 0]');
		expect(error?.description).toContain('Nothing was written: 1 other item was ready.');
		expect(writes()).toEqual([]);
	});
});

describe('a list of members that is made exactly what is given', () => {
	const update = wayOf('HighQ Publisher', 'userGroup', 'update');
	const fill = (users: readonly number[]) => {
		const [before] = sandbox.highq.groups.all();
		if (before) sandbox.highq.groups.put({ ...before, users: [...users] });
	};
	const items = [{ id: '7' }];

	it('stops when most would go, however few they are', async () => {
		fill([3, 4, 5, 6, 8]);
		const { error } = await runRecords(sandbox, update, { items });

		expect(error?.says).toBe(
			'Stopped before anything was written: 1 group would lose members, up to 4 of 5 (limit: 50%). For example, Tax (7)',
		);
		expect(error?.description).toContain('raise "Max Share of Members to Remove (%)" to 80 under Options, Safety Limits');
		expect(writes()).toEqual([]);
	});

	it.each([
		['when the share is raised', [3, 4, 5, 6, 8], { maxMemberShare: 80 }],
		['when it keeps half of them', [3, 6], {}],
		['in a group that is too small for shares', [3, 4, 5, 8], {}],
	])('goes through %s', async (_when, users, options) => {
		fill(users);
		const { error } = await runRecords(sandbox, update, { items, options });

		expect([error, sandbox.highq.groups.byId(7)?.users]).toEqual([undefined, [6]]);
	});

	it('takes nobody out where it is only added to', async () => {
		fill([3, 4, 5, 8, 9]);
		const { error } = await runRecords(sandbox, update, { items, options: { membersChange: 'add' } });

		expect([error, sandbox.highq.groups.byId(7)?.users]).toEqual([undefined, [3, 4, 5, 8, 9, 6]]);
	});

	it('counts for the users of an organisation too, also within More Fields', async () => {
		const organisation = sandbox.highq.organisations.byId(75);
		if (organisation) sandbox.highq.organisations.put({ ...organisation, users: [3, 4, 5, 6, 8] });
		const way = (updateFields: IDataObject): RecordWay => ({
			...wayOf('HighQ Publisher', 'organisation', 'update'),
			parameters: () => ({ organisation: { __rl: true, mode: 'id', value: '75' }, updateFields }),
		});
		for (const updateFields of [{ users: '3, 4' }, { more: '{"users": [3, 4]}' }]) {
			const { error } = await runRecords(sandbox, way(updateFields), { items: [{}] });
			expect(error?.message).toContain('up to 3 of 5 (limit: 50%). For example, Example Holding (75)');
		}
		expect(writes()).toEqual([]);
	});

	it('lets an organisation that is switched off already be updated', async () => {
		const way = wayOf('HighQ Publisher', 'organisation', 'update');
		await runRecords(sandbox, way);
		const { error } = await runRecords(
			sandbox,
			{ ...way, parameters: () => ({ ...way.parameters(sandbox), updateFields: { status: 'archive' } }) },
			{
				options: { maxOrganisationsOff: 0 },
			},
		);

		expect(error).toBeUndefined();
	});
});

describe('a preview of records', () => {
	it('says of a second item for the same one that it is decided later', async () => {
		const way = wayOf('Appenate', 'userGroup', 'addMembers');
		const [first] = way.items(sandbox);
		const json = jsonOf(
			await runRecords(sandbox, way, {
				items: [first, { ...first, users: 'amelia.smith-jones@example.test' }],
				preview: true,
			}),
		);

		expect(json).toMatchObject([
			{ action: 'addMembers' },
			{ action: 'decidedLater', requests: [], warnings: ['Item 0 changes the same record first; this item comes after it'] },
		]);
	});

	it('says unchanged where nothing would be written', async () => {
		const way = wayOf('Appenate', 'userGroup', 'addMembers');
		await runRecords(sandbox, way);
		sandbox.clearLog();
		const json = jsonOf(await runRecords(sandbox, way, { preview: true }));

		expect(json).toMatchObject([
			{ preview: true, action: 'unchanged', name: 'Sales', requests: [] },
			{ preview: true, action: 'unchanged', name: 'Legal', requests: [] },
		]);
		expect(writes()).toEqual([]);
	});

	it('goes on where the record can not be looked up, and says so', async () => {
		const way = wayOf('HighQ Publisher', 'userGroup', 'delete');
		const json = jsonOf(await runRecords(sandbox, way, { items: [{ id: '99' }, { id: '7' }], preview: true }));

		expect(json).toMatchObject([
			{ action: 'delete', id: '99', warnings: [expect.stringMatching(/^It could not be read: HighQ: Group not found/)] },
			{ action: 'delete', id: '7', name: 'Tax', userCount: 2, warnings: [] },
		]);
	});

	it.each(['create', 'update'])('warns of what a restricted folder of Appenate would hide (%s)', async (operation) => {
		const way = wayOf('Appenate', 'folder', operation);
		const fields = operation === 'create' ? 'additionalFields' : 'updateFields';
		const restricting: RecordWay = { ...way, parameters: () => ({ ...way.parameters(sandbox), [fields]: { isRestricted: true } }) };
		sandbox.appenatePlaces.folders = sandbox.appenatePlaces.folders.map((folder) => ({ ...folder, IsRestricted: false }));
		const [first] = jsonOf(await runRecords(sandbox, restricting, { preview: true }));

		expect(first).toMatchObject({ action: operation, warnings: [expect.stringContaining('No other folder of the account is restricted')] });
	});

	it('shows no secret of the credential', async () => {
		const way = wayOf('Appenate', 'userGroup', 'create');
		const shown = JSON.stringify(jsonOf(await runRecords(sandbox, way, { preview: true })));

		expect(shown).toContain('Pilots');
		expect(shown).not.toContain(sandbox.secrets.appenate.integrationKey);
	});

	it('holds for the execution: an item can not switch it off', async () => {
		const way = wayOf('HighQ Publisher', 'userGroup', 'delete');
		await runRecords(sandbox, way, { preview: '={{ $itemIndex === 0 }}' });

		expect(writes()).toEqual([]);
	});
});
