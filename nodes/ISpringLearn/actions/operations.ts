import type { INodeProperties } from 'n8n-workflow';

import { type Offered, operationParameter, type Operations } from '../../shared/n8n/run/operations';
import { userChoices, userOperations } from '../../shared/n8n/run/userOperations';
import { USERS } from '../users';
import { profileField, profileFieldOffers, role, roleOffers } from './accountLists';
import { type APIS, apisOf, EVERY, notInThisApi } from './apis';
import { course, courseOffers } from './course';
import { department, departmentOffers } from './department';
import { enrollment, enrollmentOffers } from './enrollment/enrollment';
import { group, groupOffers } from './group';
import { USER_CALLS } from './user/calls.operation';
import { MANY_STATUSES } from './user/manyStatuses.operation';
import { removeWorkLeave, setWorkLeave } from './user/workLeave.operation';

/** What iSpring can do with users beside what every vendor can. */
const OWN = [...MANY_STATUSES, ...USER_CALLS, removeWorkLeave, setWorkLeave];

const user = { ...userOperations(USERS), ...Object.fromEntries(OWN.map((operation) => [operation.offered.value, operation])) };

export const operations = { user, course, department, enrollment, group, profileField, role } satisfies Operations;

type Resource = Readonly<{ name: string; value: keyof typeof APIS; offers: readonly Offered[]; usual?: string }>;

/** In the order of the node panel: users come first. */
const RESOURCES: readonly Resource[] = [
	{ name: 'User', value: 'user', offers: [...userChoices(USERS), ...OWN.map(({ offered }) => offered)], usual: 'update' },
	{ name: 'Course', value: 'course', offers: courseOffers },
	{ name: 'Department', value: 'department', offers: departmentOffers },
	{ name: 'Enrollment', value: 'enrollment', offers: enrollmentOffers },
	{ name: 'Group', value: 'group', offers: groupOffers },
	{ name: 'Profile Field', value: 'profileField', offers: profileFieldOffers },
	{ name: 'Role', value: 'role', offers: roleOffers },
];

/** What is said below an operation while an API is chosen that lacks it. */
function apiNotices({ value: resource, offers }: Resource): INodeProperties[] {
	// One for all operations that the same APIs have: the editor looks through each parameter of a node.
	const notices = new Map<string, Readonly<{ lacking: string[]; operations: string[] }>>();
	for (const { value: operation } of offers) {
		const having = apisOf(resource, operation);
		const lacking = EVERY.filter((api) => !having.includes(api));
		if (lacking.length === 0) continue;
		const says = `${notInThisApi(having)}.`;
		notices.set(says, { lacking, operations: [...(notices.get(says)?.operations ?? []), operation] });
	}
	return [...notices].map(([displayName, { lacking, operations: operation }]): INodeProperties => {
		const show = { resource: [resource], operation, api: lacking };
		return { displayName, name: 'apiNotice', type: 'notice', default: '', displayOptions: { show } };
	});
}

/** "Resource" and "Operation", the same for every API: the node panel makes an action of each operation in each list. */
export const choices: readonly INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: RESOURCES.map(({ name, value }) => ({ name, value })),
		default: 'user',
	},
	...RESOURCES.map(({ value, offers, usual = 'getAll' }) => operationParameter(value, offers, usual)),
	...RESOURCES.flatMap(apiNotices),
];
