import type { INodeProperties } from 'n8n-workflow';

import type { Offered, Operations } from '../../shared/n8n/run/operations';
import { userChoices, userOperations } from '../../shared/n8n/run/userOperations';
import { USERS } from '../users';
import type { Protocol } from '../wire/channel';
import { profileField, profileFieldOffers, role, roleOffers } from './accountLists';
import { APIS, apisOf, EVERY, REST } from './apis';
import { department, departmentOffers } from './department';
import { group, groupOffers } from './group';
import { USER_CALLS } from './user/calls.operation';
import { MANY_STATUSES } from './user/manyStatuses.operation';
import { removeWorkLeave, setWorkLeave } from './user/workLeave.operation';

/** What iSpring can do with users beside what every vendor can. */
const OWN = [...MANY_STATUSES, ...USER_CALLS, removeWorkLeave, setWorkLeave];

const user = { ...userOperations(USERS), ...Object.fromEntries(OWN.map((operation) => [operation.offered.value, operation])) };

export const operations = { user, department, group, profileField, role } satisfies Operations;

type Resource = Readonly<{ name: string; value: keyof typeof APIS; offers: readonly Offered[]; usual?: string }>;

const RESOURCES: readonly Resource[] = [
	{ name: 'User', value: 'user', offers: [...userChoices(USERS), ...OWN.map(({ offered }) => offered)], usual: 'update' },
	{ name: 'Department', value: 'department', offers: departmentOffers },
	{ name: 'Group', value: 'group', offers: groupOffers },
	{ name: 'Profile Field', value: 'profileField', offers: profileFieldOffers },
	{ name: 'Role', value: 'role', offers: roleOffers },
];

type Choice = Readonly<{
	displayName: 'Resource' | 'Operation';
	show: Readonly<{ resource?: string[] }>;
	/** What is chosen at first, where the API has it. */
	usual?: string | undefined;
	offers: ReadonlyArray<readonly [offered: Offered, apis: readonly Protocol[]]>;
}>;

/** One list for each API, of what it really has. */
function choiceParameters({ displayName, show, usual = 'getAll', offers }: Choice): INodeProperties[] {
	return EVERY.flatMap((api): INodeProperties[] => {
		const options = offers.flatMap(([offered, apis]) => (apis.includes(api) ? [offered] : []));
		const [first] = options.sort((one, other) => one.name.localeCompare(other.name));
		if (!first) return [];
		const initial = options.some(({ value }) => value === usual) ? usual : first.value;
		return [
			{
				displayName,
				name: displayName.toLowerCase(),
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { ...show, api: [api] } },
				options,
				default: initial,
			},
		];
	});
}

/** "Resource" and "Operation": what the chosen API really has. */
export const choices: readonly INodeProperties[] = [
	...choiceParameters({
		displayName: 'Resource',
		show: {},
		usual: 'user',
		offers: RESOURCES.map(({ name, value }) => [{ name, value }, [...REST, ...Object.values<readonly Protocol[]>(APIS[value]).flat()]]),
	}),
	...RESOURCES.flatMap(({ value: resource, offers, usual }) =>
		choiceParameters({
			displayName: 'Operation',
			show: { resource: [resource] },
			usual,
			offers: offers.map((offered) => [offered, apisOf(resource, offered.value)]),
		}),
	),
];
