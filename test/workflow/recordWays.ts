import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { Axero } from '../../nodes/Axero/Axero.node';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import type { Channel, Sandbox } from '../sandbox';
import { GROUPS, ROOT, UNITS } from '../sandbox/ispring/people';
import { runNode, type NodeResult } from './engine';
import { accountOf, userId } from './ispringRun';

type Vendor = 'Axero' | 'Appenate' | 'HighQ Publisher' | 'iSpring Learn';

/** A limit of the guard: the option that raises it, as the editor has it, and how many the two items of a way count. */
type Limit = Readonly<{ name: string; label: string; counts: number; example: string | RegExp }>;

/** An operation that writes groups, departments and the like, or many users at once, with two items for it. */
export type RecordWay = Readonly<{
	vendor: Vendor;
	resource: string;
	operation: string;
	/** What an item of a preview calls it. */
	action: string;
	channel: Channel;
	/** Parameters with expressions of the items, and options. */
	parameters: (sandbox: Sandbox) => IDataObject;
	items: (sandbox: Sandbox) => readonly [IDataObject, IDataObject];
	/** What has to be so before. */
	prepare?: (sandbox: Sandbox) => void;
	limit?: Limit;
	/** Another API than the usual one. */
	api?: 'restHeader' | 'soap';
}>;

const byId = (member: string): IDataObject => ({ __rl: true, mode: 'id', value: `={{ $json.${member} }}` });

export const titleOf = ({ vendor, api, resource, operation }: RecordWay): string =>
	`${vendor}${api === undefined ? '' : ` (${api})`}: ${resource} ${operation}`;

/** Runs a way with both items, or with others. */
export async function runRecords(
	sandbox: Sandbox,
	way: RecordWay,
	{
		preview = false,
		options = {},
		items = way.items(sandbox),
		onError,
	}: Readonly<{
		preview?: boolean | string;
		options?: IDataObject;
		items?: readonly IDataObject[];
		onError?: NonNullable<INode['onError']>;
	}> = {},
): Promise<NodeResult> {
	const { options: own, ...parameters } = way.parameters(sandbox);
	const { vendor, resource, operation, api = 'rest' } = way;
	const protocol = vendor === 'iSpring Learn' ? { api, authentication: 'account' } : {};
	const all = { ...protocol, resource, operation, preview, ...parameters, options: { ...Object(own), ...options } };
	return await runNode({
		...nodeOf(way.vendor, sandbox),
		parameters: JSON.parse(JSON.stringify(all)) as INodeParameters,
		items,
		...(onError ? { onError } : {}),
	});
}

function nodeOf(vendor: Vendor, sandbox: Sandbox) {
	const { urls, secrets } = sandbox;
	switch (vendor) {
		case 'Axero':
			return {
				node: new Axero(),
				credential: { type: new AxeroApi(), data: { baseUrl: urls.axero, authentication: 'bearer', apiKey: secrets.axero.bearerToken } },
			};
		case 'Appenate': {
			const { companyId, integrationKey } = secrets.appenate;
			return {
				node: new Appenate(),
				credential: { type: new AppenateApi(), data: { service: 'custom', baseUrl: urls.appenate, companyId, apiKey: integrationKey } },
			};
		}
		case 'HighQ Publisher': {
			const { accessToken, refreshToken, clientId, clientSecret } = secrets.highq;
			return {
				node: new HighQPublisher(),
				credential: { type: new HighQPublisherApi(), data: { baseUrl: urls.highq, accessToken, refreshToken, clientId, clientSecret } },
			};
		}
		case 'iSpring Learn':
			return { node: new ISpringLearn(), credential: { type: new ISpringLearnApi(), data: accountOf(sandbox) } };
	}
}

const highq = (
	resource: string,
	operation: string,
	more: Pick<RecordWay, 'action' | 'parameters' | 'items'> & Partial<RecordWay>,
): RecordWay => ({
	vendor: 'HighQ Publisher',
	channel: 'highq',
	resource,
	operation,
	...more,
});
const appenate = (...[resource, operation, more]: Parameters<typeof highq>): RecordWay => ({
	...highq(resource, operation, more),
	vendor: 'Appenate',
	channel: 'appenate',
});
const iSpring = (...[resource, operation, more]: Parameters<typeof highq>): RecordWay => ({
	...highq(resource, operation, more),
	vendor: 'iSpring Learn',
	channel: more.channel ?? 'ispring-rest',
});
const axero = (...[resource, operation, more]: Parameters<typeof highq>): RecordWay => ({
	...highq(resource, operation, more),
	vendor: 'Axero',
	channel: 'axero',
});

const [, SALES = '', LEGAL = '', FINANCE = '', ENGINEERING = ''] = UNITS.map(({ uuid }) => uuid);
const [NEWCOMERS = '', SAFETY = ''] = GROUPS.map(({ uuid }) => uuid);

const named = () => [{ name: 'Pilots' }, { name: 'Crew' }] as const;
const NAME = { name: '={{ $json.name }}' };

const organisation = () => ({ organisation: byId('id') });
const organisations = () => [{ id: '75' }, { id: '76' }] as const;
const off = (example: string | RegExp): Limit => ({
	name: 'maxOrganisationsOff',
	label: 'Max Organisations to Disable',
	counts: 2,
	example,
});
const removals = (counts: number, example: string): Limit => ({
	name: 'maxMemberRemovals',
	label: 'Max Members to Remove',
	counts,
	example,
});
const groups = () =>
	[
		{ id: '7', users: '3, 5' },
		{ id: '8', users: ['4'] },
	] as const;
const group = () => ({ group: byId('id') });

const place = (member: 'groups' | 'folders', index: number) => (sandbox: Sandbox) => sandbox.appenatePlaces[member][index]?.Id ?? '';
const places = (member: 'groups' | 'folders') => (sandbox: Sandbox) =>
	[
		{ id: place(member, 0)(sandbox), text: 'One' },
		{ id: place(member, 1)(sandbox), text: 'Two' },
	] as const;
/** In the first two groups of Appenate, one each. */
const crew = (sandbox: Sandbox) =>
	[
		{ id: place('groups', 0)(sandbox), users: 'ana.silva@example.test' },
		{ id: place('groups', 1)(sandbox), users: 'sean.obrien@example.test' },
	] as const;
const strangers = (sandbox: Sandbox) =>
	[
		{ id: place('groups', 0)(sandbox), users: 'sean.obrien@example.test' },
		{ id: place('groups', 1)(sandbox), users: 'ana.silva@example.test' },
	] as const;

const department = () => ({ department: byId('id') });
const departments = () =>
	[
		{ id: SALES, text: 'One' },
		{ id: LEGAL, text: 'Two' },
	] as const;
const iSpringGroups = () =>
	[
		{ id: NEWCOMERS, text: 'One' },
		{ id: SAFETY, text: 'Two' },
	] as const;
const manyUsers = () => [{ users: `${userId(3)}, ${userId(4)}` }, { users: [userId(5), userId(4)] }] as const;
const nobodyIn = (sandbox: Sandbox) => {
	for (const { userId: id } of sandbox.people('ispring'))
		sandbox.edit('ispring', id, (person) => Object.assign(person, { departmentId: ROOT.uuid }));
};
const bothIn = (sandbox: Sandbox) => {
	for (const id of [userId(1), userId(2)]) sandbox.edit('ispring', id, (person) => Object.assign(person, { groups: [NEWCOMERS, SAFETY] }));
};
const outOfAll = (sandbox: Sandbox) => {
	for (const id of [userId(1), userId(2)]) sandbox.edit('ispring', id, (person) => Object.assign(person, { groups: [] }));
};
const joining = () =>
	[
		{ id: NEWCOMERS, users: userId(1) },
		{ id: SAFETY, users: userId(2) },
	] as const;
const deactivations = (example: string): Limit => ({ name: 'maxDeactivations', label: 'Max Users to Deactivate', counts: 3, example });
const changes = (example: string): Limit => ({ name: 'maxChanges', label: 'Max Users to Change', counts: 3, example });
const many = (action: string, limit: Limit) => ({ action, parameters: () => ({ userIds: '={{ $json.users }}' }), items: manyUsers, limit });
const highqMany = (action: string, limit: Limit) => ({
	action,
	parameters: () => ({ users: '={{ $json.users }}' }),
	items: () => [{ users: '3, Sean.Obrien@example.test' }, { users: ['5', 'sean.obrien@example.test'] }] as const,
	limit,
});

const asking = () =>
	[
		{ space: '21', user: '12' },
		{ space: '22', user: '31' },
	] as const;
const member = () => ({ space: byId('space'), user: byId('user') });

/** Every one of them, at every vendor. */
export const RECORD_WAYS: readonly RecordWay[] = [
	highq('organisation', 'archive', {
		action: 'archive',
		parameters: organisation,
		items: organisations,
		limit: off('Example Holding (75)'),
	}),
	highq('organisation', 'disable', {
		action: 'disable',
		parameters: organisation,
		items: organisations,
		limit: off('Example Holding (75)'),
	}),
	highq('organisation', 'disableMany', {
		action: 'disable',
		parameters: () => ({ organisations: '={{ $json.keys }}' }),
		items: () => [{ keys: '75' }, { keys: ['76', '75'] }] as const,
		limit: off('75; 76'),
	}),
	highq('organisation', 'create', { action: 'create', parameters: () => NAME, items: named }),
	highq('organisation', 'update', {
		action: 'update',
		parameters: () => ({ ...organisation(), updateFields: { status: 'disabled' } }),
		items: organisations,
		limit: off('Example Holding (75)'),
	}),
	highq('userGroup', 'create', { action: 'create', parameters: () => ({ ...NAME, members: '' }), items: named }),
	highq('userGroup', 'delete', {
		action: 'delete',
		parameters: group,
		items: groups,
		limit: { name: 'maxGroupDeletions', label: 'Max User Groups to Delete', counts: 2, example: 'Tax (7); Legal & <Co> (8)' },
	}),
	highq('userGroup', 'addMembers', { action: 'addMembers', parameters: () => ({ ...group(), members: '6, 9' }), items: groups }),
	highq('userGroup', 'removeMembers', {
		action: 'removeMembers',
		parameters: () => ({ ...group(), members: '={{ $json.users }}' }),
		items: groups,
		limit: removals(3, '3; 5; 4'),
	}),
	highq('userGroup', 'update', {
		action: 'update',
		parameters: () => ({ ...group(), updateFields: { members: '6' }, options: { membersChange: 'exact' } }),
		items: groups,
		limit: removals(3, '3; 5; 4'),
	}),
	highq('user', 'activateMany', highqMany('activate', changes('3; Sean.Obrien@example.test; 5'))),
	highq('user', 'deactivateMany', highqMany('deactivate', deactivations('3; Sean.Obrien@example.test; 5'))),

	appenate('folder', 'create', { action: 'create', parameters: () => NAME, items: named }),
	appenate('folder', 'update', {
		action: 'update',
		parameters: () => ({ folder: byId('id'), updateFields: { description: '={{ $json.text }}' } }),
		items: places('folders'),
	}),
	appenate('folder', 'delete', {
		action: 'delete',
		parameters: () => ({ folder: byId('id') }),
		items: places('folders'),
		limit: { name: 'maxFolderDeletions', label: 'Max Folders to Delete', counts: 2, example: /Inspections \([\da-f]{32}\); Time sheets/ },
	}),
	appenate('userGroup', 'create', { action: 'create', parameters: () => NAME, items: named }),
	appenate('userGroup', 'update', {
		action: 'update',
		parameters: () => ({ userGroup: byId('id'), updateFields: { name: '={{ $json.text }}' } }),
		items: places('groups'),
	}),
	appenate('userGroup', 'delete', {
		action: 'delete',
		parameters: () => ({ userGroup: byId('id') }),
		items: places('groups'),
		limit: { name: 'maxGroupDeletions', label: 'Max User Groups to Delete', counts: 2, example: /Sales \([\da-f]{32}\); Legal/ },
	}),
	appenate('userGroup', 'addMembers', {
		action: 'addMembers',
		parameters: () => ({ userGroup: byId('id'), users: '={{ $json.users }}' }),
		items: strangers,
	}),
	appenate('userGroup', 'removeMembers', {
		action: 'removeMembers',
		parameters: () => ({ userGroup: byId('id'), users: '={{ $json.users }}' }),
		items: crew,
		limit: removals(2, 'ana.silva@example.test; sean.obrien@example.test'),
	}),

	iSpring('department', 'create', {
		action: 'create',
		parameters: () => ({ ...NAME, parentDepartment: { ...byId('x'), value: ROOT.uuid } }),
		items: named,
	}),
	iSpring('department', 'update', {
		action: 'update',
		parameters: () => ({ ...department(), updateFields: { name: '={{ $json.text }}' } }),
		items: departments,
	}),
	iSpring('department', 'setSubordination', {
		action: 'setSubordination',
		parameters: () => ({ ...department(), subordination: 'no_supervisor' }),
		items: departments,
	}),
	iSpring('department', 'moveDepartments', {
		action: 'move',
		parameters: () => ({ ...department(), departmentIds: '={{ $json.moved }}' }),
		items: () =>
			[
				{ id: SALES, moved: FINANCE },
				{ id: LEGAL, moved: ENGINEERING },
			] as const,
	}),
	iSpring('department', 'moveUsers', {
		action: 'move',
		parameters: () => ({ ...department(), userIds: '={{ $json.users }}' }),
		items: () => {
			const [one, two] = manyUsers();
			return [
				{ ...one, id: SALES },
				{ ...two, id: LEGAL },
			] as const;
		},
		limit: changes(userId(3)),
	}),
	iSpring('department', 'delete', {
		action: 'delete',
		parameters: department,
		items: departments,
		prepare: nobodyIn,
		limit: { name: 'maxDepartmentDeletions', label: 'Max Departments to Delete', counts: 2, example: `Sales (${SALES}); Legal (${LEGAL})` },
	}),
	iSpring('group', 'create', { action: 'create', parameters: () => NAME, items: named }),
	iSpring('group', 'create', { action: 'create', parameters: () => NAME, items: named, api: 'restHeader', channel: 'ispring-header' }),
	iSpring('group', 'create', { action: 'create', parameters: () => NAME, items: named, api: 'soap', channel: 'ispring-soap' }),
	iSpring('group', 'update', {
		action: 'update',
		parameters: () => ({ group: byId('id'), name: '={{ $json.text }}' }),
		items: iSpringGroups,
	}),
	iSpring('group', 'delete', {
		action: 'delete',
		parameters: () => ({ group: byId('id') }),
		items: iSpringGroups,
		limit: { name: 'maxGroupDeletions', label: 'Max Groups to Delete', counts: 2, example: `Newcomers (${NEWCOMERS}); Safety first` },
	}),
	iSpring('group', 'addMembers', {
		action: 'addMembers',
		parameters: () => ({ group: byId('id'), userIds: '={{ $json.users }}' }),
		items: joining,
		prepare: outOfAll,
	}),
	iSpring('group', 'addMembers', {
		action: 'addMembers',
		parameters: () => ({ group: byId('id'), userIds: '={{ $json.users }}' }),
		// The older APIs number what the newer one names.
		items: () =>
			[
				{ id: '5', users: '4, 5' },
				{ id: '6', users: ['6'] },
			] as const,
		api: 'restHeader',
		channel: 'ispring-header',
	}),
	iSpring('group', 'removeMembers', {
		action: 'removeMembers',
		parameters: () => ({ group: byId('id'), userIds: '={{ $json.users }}' }),
		items: joining,
		prepare: bothIn,
		limit: removals(2, `${userId(1)}; ${userId(2)}`),
	}),
	iSpring('enrollment', 'create', {
		action: 'create',
		parameters: () => ({ learners: '={{ $json.users }}', courses: '={{ $json.courses }}' }),
		items: () =>
			[
				{ users: 'ana.silva@example.test', courses: ['Fire Safety', 'Data Protection'] },
				{ users: [userId(4)], courses: 'Data Protection' },
			] as const,
		limit: { name: 'maxLearners', label: 'Max Learners to Enroll', counts: 2, example: `ana.silva@example.test; ${userId(4)}` },
	}),
	iSpring('enrollment', 'delete', {
		action: 'delete',
		parameters: () => ({ learners: '={{ $json.users }}', deleteFrom: 'all' }),
		items: () => [{ users: userId(2) }, { users: [userId(3)] }] as const,
		limit: {
			name: 'maxEnrollmentDeletions',
			label: 'Max Enrollments to Delete',
			counts: 2,
			example: `${userId(2)} in Fire Safety; ${userId(3)} in Fire Safety`,
		},
	}),
	iSpring('user', 'activateMany', many('activate', changes(userId(3)))),
	iSpring('user', 'deactivateMany', many('deactivate', deactivations(userId(3)))),
	iSpring('user', 'terminateMany', many('terminate', deactivations(userId(3)))),

	axero('spaceMember', 'add', {
		action: 'add',
		parameters: member,
		items: () =>
			[
				{ space: '21', user: '16' },
				{ space: '23', user: '12' },
			] as const,
	}),
	axero('spaceMember', 'approve', { action: 'approve', parameters: member, items: asking }),
	axero('spaceMember', 'decline', { action: 'decline', parameters: member, items: asking }),
];
