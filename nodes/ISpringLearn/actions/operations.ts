import type { INodeProperties } from 'n8n-workflow';

import { together } from '../../shared/n8n/parameters/together';
import { type Offered, operationParameter, type Operations, parametersOf, resourceParameter } from '../../shared/n8n/run/operations';
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
import { protocolParameters } from '../wire/protocols';

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
	const notices = offers.flatMap(({ value: operation }): INodeProperties[] => {
		const having = apisOf(resource, operation);
		const lacking = EVERY.filter((api) => !having.includes(api));
		if (lacking.length === 0) return [];
		const show = { resource: [resource], operation: [operation], api: lacking };
		return [{ displayName: `${notInThisApi(having)}.`, name: 'apiNotice', type: 'notice', default: '', displayOptions: { show } }];
	});
	return together(notices.map((notice) => [notice]));
}

/**
 * The parameters of the node, in the order of the editor. A built node takes them from n8n's file of descriptions. "Resource" and
 * "Operation" are the same for every API: the node panel makes an action of each operation in each list.
 */
export function properties(): INodeProperties[] {
	return [
		...protocolParameters,
		resourceParameter(RESOURCES.map(({ name, value }) => ({ name, value }))),
		...RESOURCES.map(({ value, offers, usual = 'getAll' }) => operationParameter(value, offers, usual)),
		...RESOURCES.flatMap(apiNotices),
		...parametersOf(operations),
	];
}
