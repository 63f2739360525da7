import { NodeHelpers, type IDataObject, type ILoadOptionsFunctions, type INodeListSearchResult, type INodeParameters } from 'n8n-workflow';

import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { searchDepartments, searchGroups, searchRoles, searchUsers, getUserFields } from '../../nodes/ISpringLearn/methods';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { operations } from '../../nodes/ISpringLearn/actions/operations';
import { editorContext } from '../contract/session';
import { freshSandbox } from '../freshSandbox';
import { GROUPS, UNITS } from '../sandbox/ispring/people';
import { accountOf, ANA, byId, outputOf, runISpring, SEAN, userId } from './ispringRun';
import { checkPreview } from './previews';

const [, SALES, LEGAL, , ENGINEERING] = UNITS;
const [NEWCOMERS] = GROUPS;
/** More than one page of REST, whose pages hold 1,000. */
const PEOPLE = 1001;

const sandbox = freshSandbox({ people: PEOPLE });

const list = async (resource: string, parameters: IDataObject = {}, items: readonly IDataObject[] = [{}]) =>
	outputOf(await runISpring(sandbox, { resource, operation: 'getAll', items }, parameters));
const pages = () => sandbox.requests.map(({ path }) => path.replace(/^\/ispring/, ''));

describe('User: Get Many', () => {
	it('stops at the limit and asks for no more than that', async () => {
		const { json } = await list('user', { limit: 3 });

		expect(json.map((one) => one.userId)).toEqual([userId(1), userId(2), userId(3)]);
		expect(pages()).toEqual(['/users/v2?pageSize=3']);
	});

	it('reads every page, and all but the last once more', async () => {
		const { json } = await list('user', { returnAll: true });

		expect(new Set(json.map((one) => one.userId)).size).toBe(PEOPLE);
		expect(pages()).toHaveLength(3);
	});

	it('tells of rows that are nobody', async () => {
		const spoilt = (text: string): string => {
			const answer = JSON.parse(text) as { userProfiles: IDataObject[] };
			return JSON.stringify({
				...answer,
				userProfiles: answer.userProfiles.map((user, i) => (i === 2 ? null : i === 3 || i === 4 ? { ...user, userId: undefined } : user)),
			});
		};
		sandbox.fail({
			kind: 'altered',
			afterHandling: true,
			alter: (answer) => ({
				...answer,
				headers: { 'content-type': 'application/json' },
				body: Buffer.from(spoilt(answer.body.toString())),
			}),
		});
		const result = await runISpring(sandbox, { operation: 'getAll', items: [{}] }, { returnAll: true });

		expect(outputOf(result).json).toHaveLength(PEOPLE - 3);
		expect(result.hints).toEqual([expect.stringContaining('3 rows have no ID and were left out')]);
	});

	it('filters each item by its own values', async () => {
		const filters = { departments: '={{ $json.department }}', emails: '={{ $json.emails }}' };
		const { json, from } = await list('user', { filters, output: 'raw' }, [
			{ department: SALES?.uuid, emails: [ANA, SEAN] },
			{ department: `${SALES?.uuid}, ${LEGAL?.uuid}`, emails: `${ANA}, ${SEAN}` },
		]);
		checkPreview('ISpringLearn', 'user', 'getAll', (await list('user', { filters: { emails: ANA } })).json);

		expect(json).toMatchObject([{ fields: { email: ANA } }, { fields: { email: ANA } }, { fields: { email: SEAN } }]);
		expect(from).toEqual([0, 1, 1]);
	});

	it.each([
		['restHeader', { departments: String(ENGINEERING?.number) }],
		['soap', { departments: String(ENGINEERING?.number), groups: String(NEWCOMERS?.number) }],
	])('lists one department in one piece (%s)', async (api, filters) => {
		const { json } = await list('user', { api, returnAll: true, filters });

		expect(json.length).toBeGreaterThan(0);
		expect(new Set(json.map((one) => one.departmentId))).toEqual(new Set([String(ENGINEERING?.number)]));
		expect(sandbox.requests).toHaveLength(1);
	});

	it('says which filters the older APIs do not have', async () => {
		const { error } = await runISpring(sandbox, { operation: 'getAll', items: [{}] }, { api: 'soap', filters: { departments: '1, 2' } });

		expect(error?.says).toBe('REST (Header) and SOAP only filter by one department and one group [item 0]');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Department, Group, Role and Profile Field: Get Many', () => {
	it.each([
		['department', 9, 'name'],
		['group', 4, 'name'],
		['role', 5, 'title'],
		['profileField', 11, 'label'],
	])('%s', async (resource, all, name) => {
		const { json, from } = await list(resource, { returnAll: '={{ $json.all }}', limit: 2 }, [{ all: true }, { all: false }]);
		checkPreview('ISpringLearn', resource, 'getAll', json);

		expect(json).toHaveLength(all + 2);
		expect(json.every((one) => one[name] !== null && Object.keys(one).length <= 10)).toBe(true);
		expect(from.filter((item) => item === 1)).toHaveLength(2);
	});

	it('departments by their code', async () => {
		const { json, from } = await list('department', { filters: { code: '={{ $json.code }}' } }, [{ code: 'D-Legal' }, { code: 'D-Sales' }]);

		expect([json.map(({ name }) => name), from]).toEqual([
			['Legal', 'Sales'],
			[0, 1],
		]);
	});

	it.each(['rest', 'restHeader', 'soap'])('profile fields by every API (%s)', async (api) => {
		const { json } = await list('profileField', { api, returnAll: true, output: 'raw' });

		expect(json[7]).toMatchObject({
			name: 'country_id',
			type: 'country',
			isRequired: false,
			values: expect.arrayContaining([{ name: 'Portugal', value: '1' }]),
		});
		expect(json[0]).toMatchObject({ name: 'login', isRequired: true, isUnique: true, orderPriority: -1 });
	});
});

const editor = (parameters: Readonly<Record<string, string>> = { api: 'rest' }): ILoadOptionsFunctions =>
	editorContext(new ISpringLearnApi(), accountOf(sandbox), parameters);
const names = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);

describe('From List', () => {
	it.each(['rest', 'restHeader', 'soap'])('finds users by a part of name or address (%s)', async (api) => {
		const found = await searchUsers.call(editor({ api }), 'żół');

		expect(names(found)).toEqual(['Łukasz Żółć (lukasz.zolc@example.test)']);
		expect(names(await searchUsers.call(editor({ api }), 'LUKASZ.ZOLC@'))).toHaveLength(1);
	});

	it('hands on where to go on from, and looks at later pages for who is there', async () => {
		const first = await searchUsers.call(editor());
		const second = await searchUsers.call(editor(), undefined, String(first.paginationToken));

		expect([first.results.length, second.results.length, second.paginationToken]).toEqual([1000, 1, undefined]);
		expect(names(await searchUsers.call(editor(), `person.0${PEOPLE}@`))).toHaveLength(1);
	});

	it('finds departments, groups and roles', async () => {
		expect(await searchDepartments.call(editor(), 'lega')).toEqual({ results: [{ name: 'Legal', value: LEGAL?.uuid }] });
		expect(names(await searchGroups.call(editor(), '&'))).toEqual(['Łódź & friends']);
		expect(names(await searchRoles.call(editor(), 'admin'))).toEqual(['administrator', 'department_administrator']);
		expect(names(await searchGroups.call(editor()))).toHaveLength(4);
	});

	it('finds by the older APIs what they list, and says what they don’t', async () => {
		expect(await searchDepartments.call(editor({ api: 'soap' }), 'lega')).toEqual({
			results: [{ name: 'Legal', value: String(LEGAL?.number) }],
		});
		expect(
			await searchDepartments.call(
				editor({ api: 'soap', 'options.requests.values.soapNamespace': 'http://ispringlearn.com/go/services/api/soap' }),
				'lega',
			),
		).toEqual({ results: [{ name: 'Legal', value: LEGAL?.uuid }] });
		expect(await searchGroups.call(editor({ api: 'restHeader' }), 'newc')).toEqual({
			results: [{ name: 'Newcomers', value: String(NEWCOMERS?.number) }],
		});
		await expect(searchDepartments.call(editor({ api: 'restHeader' }))).rejects.toThrow(
			'This API has no list of departments or organizations',
		);
		await expect(searchGroups.call(editor({ api: 'soap' }))).rejects.toThrow('This API has no list of groups');
	});
});

describe('the columns of Create', () => {
	it('mark what the account demands, give lists to choose from, and leave the department to its own parameter', async () => {
		const { fields } = await getUserFields.call(editor({ api: 'rest', operation: 'create' }));

		expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['login', 'email', 'first_name', 'last_name']);
		expect(fields.find(({ id }) => id === 'country_id')).toMatchObject({
			displayName: 'Country',
			type: 'options',
			options: expect.arrayContaining([{ name: 'Ireland', value: '2' }]),
		});
		expect(fields.map(({ id }) => id)).not.toContain('departmentId');
	});

	it('demand nothing in an update', async () => {
		const { fields } = await getUserFields.call(editor({ api: 'rest', operation: 'update' }));

		expect(fields.filter(({ required }) => required)).toEqual([]);
		expect(fields.map(({ id }) => id)).toContain('departmentId');
	});
});

describe('the list of operations', () => {
	const { description } = new ISpringLearn();
	const all = Object.entries<object>(operations).flatMap(([resource, byName]) =>
		Object.keys(byName).map((operation) => ({ resource, operation })),
	);
	type Chosen = (typeof all)[number] & Readonly<{ api: string }>;
	const shownWith = (values: INodeParameters) =>
		description.properties.filter((one) => NodeHelpers.displayParameter(values, one, { typeVersion: 1 }, description));
	/** With what the others are before anybody changes them. */
	const shown = (chosen: Chosen) =>
		shownWith({ ...Object.fromEntries(shownWith(chosen).map(({ name, default: usual }) => [name, usual])), ...chosen });
	const isNoticed = (chosen: Chosen): boolean => shown(chosen).some(({ name }) => name === 'apiNotice');
	/** What n8n itself demands before it starts the node. */
	const demanded = (chosen: Chosen): IDataObject =>
		Object.fromEntries(
			shown(chosen)
				.filter(({ required }) => required)
				.map(({ name, type }) => [name, type === 'resourceLocator' ? byId(userId(1)) : '2031-01-01']),
		);
	const had = (api: string) =>
		all.filter((one) => !isNoticed({ ...one, api })).map(({ resource, operation }) => `${resource}.${operation}`);

	it('has every operation that there is, and all of them by REST', () => {
		const offered = description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [], displayOptions }) =>
				options.map((option) => `${displayOptions?.show?.resource?.join()}.${'value' in option ? option.value : ''}`),
			);

		expect([...offered].sort()).toEqual(all.map(({ resource, operation }) => `${resource}.${operation}`).sort());
		expect(had('rest').sort()).toEqual([...offered].sort());
	});

	it.each(['restHeader', 'soap'])('sends nothing for what %s lacks', async (api) => {
		const lacking = all.map((one) => ({ ...one, api })).filter(isNoticed);
		const results = [];
		for (const one of lacking) results.push(await runISpring(sandbox, { ...one, items: [{}] }, { api, ...demanded(one) }));

		expect(results.map(({ error }) => error?.message)).toEqual(
			lacking.map(() => expect.stringMatching(/^The selected API does not support this operation: choose REST( or .+)?$/)),
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('says nothing below what the older APIs have', () => {
		expect(had('restHeader').sort()).toEqual(
			[
				'user.compare',
				'user.create',
				'user.upsert',
				'user.delete',
				'user.get',
				'user.getAll',
				'user.sync',
				'user.update',
				'group.addMembers',
				'group.create',
				'group.getAll',
				'profileField.getAll',
			].sort(),
		);
		expect(had('soap').sort()).toEqual(
			[
				'user.activate',
				'user.compare',
				'user.create',
				'user.upsert',
				'user.deactivate',
				'user.delete',
				'user.get',
				'user.getAll',
				'user.sync',
				'user.update',
				'department.getAll',
				'group.create',
				'profileField.getAll',
			].sort(),
		);
	});
});
