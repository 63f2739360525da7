import type { IDataObject } from 'n8n-workflow';

import { CONTENTS } from '../sandbox/ispring/courses';
import { GROUPS, ROLE_IDS, UNITS } from '../sandbox/ispring/people';
import { byId, mapped, userId } from '../workflow/ispringRun';

const [, SALES = '', LEGAL = ''] = UNITS.map(({ uuid }) => uuid);
const [FIRE = '', DATA = ''] = CONTENTS.map(({ contentItemId }) => contentItemId);
const GROUP = GROUPS[1]?.uuid ?? '';
const byAddress = { __rl: true, mode: 'email', value: 'ana.silva@example.test' };
const user = byId(userId(1));
const users = `${userId(1)}, ${userId(2)}`;
const superior = { subordination: 'manual', supervisor: byId(userId(3)), coSubordination: 'no_supervisor' };
const newcomer = {
	department: byId(SALES),
	fields: mapped({
		login: 'new.one',
		email: 'new.one@example.test',
		first_name: 'New',
		last_name: 'One',
		groupIds: GROUP,
		password: 'geheim-1',
		role: 'publisher',
		manageableDepartmentIds: SALES,
	}),
	sendEmail: true,
	invitationMessage: 'Welcome',
	newUsers: { smsInvitation: { values: { sendSms: true, message: 'Hi' } } },
};

/** Every operation by REST, with everything that it can send. */
export const RUNS: ReadonlyArray<readonly [operation: string, ...parameters: IDataObject[]]> = [
	['user.activate', { user: byId(userId(5)) }],
	['user.activateMany', { userIds: users }],
	['user.cancelDeactivation', { user }],
	['user.cancelTermination', { user }],
	['user.changePassword', { user, newPassword: 'geheim-2' }],
	['user.compare', { matchBy: byAddress, fields: mapped({ job_title: 'Pilot' }) }],
	['user.create', newcomer],
	['user.deactivate', { user }],
	['user.deactivateMany', { userIds: users }],
	['user.delete', { user }],
	['user.get', { user }, { user: byAddress }],
	[
		'user.getAll',
		{ returnAll: true },
		{ limit: 2, filters: { departments: SALES, groups: GROUP, logins: 'ana.silva', emails: 'x@example.test', userIds: users } },
	],
	['user.removeFromGroups', { user: byId(userId(4)), groupIds: GROUPS[0]?.uuid ?? '' }],
	['user.removeWorkLeave', { user: byId(userId(5)) }],
	['user.scheduleDeactivation', { user, date: '2031-02-28' }],
	['user.scheduleTermination', { user, date: '2031-02-28' }],
	['user.setSubordination', { user, ...superior }],
	['user.setWorkLeave', { user, reason: 'SickLeave', startDate: '2031-02-01', endDate: '2031-02-28' }],
	[
		'user.sync',
		{ ...newcomer, matchBy: { ...byAddress, value: 'new.one@example.test' }, ifNotFound: 'create', leavers: 'ignore' },
		{
			matchBy: byAddress,
			fields: mapped({ groupIds: GROUP, status: 'inactive', country_id: '={{ "Portugal" }}' }),
			options: { groups: 'exact' },
			leavers: 'deactivate',
			scope: { condition: [{ field: 'email', comparison: 'is', value: 'sean.obrien@example.test' }] },
		},
	],
	['user.terminate', { user }],
	['user.terminateMany', { userIds: users }],
	[
		'user.update',
		{
			user: byAddress,
			fields: mapped({
				job_title: 'Pilot',
				departmentId: LEGAL,
				groupIds: GROUP,
				password: 'geheim-3',
				subordination: 'sean.obrien@example.test',
				coSubordination: 'none',
				roles: `[{"roleId": "${ROLE_IDS.get('learner')}"}]`,
			}),
		},
		{ user, fields: mapped({ roleId: ROLE_IDS.get('administrator') ?? '' }) },
		{
			user: byId(userId(4)),
			fields: mapped({ groupIds: GROUPS[0]?.uuid ?? '', status: 'terminated' }),
			options: { groups: 'remove', fieldsToClear: ['phone'] },
		},
	],
	[
		'user.upsert',
		{ user: byAddress, department: newcomer.department, fields: mapped({ job_title: 'Pilot' }) },
		{ ...newcomer, user: { ...byAddress, value: 'new.one@example.test' } },
	],
	['department.create', { name: 'New', parentDepartment: byId(SALES), options: { code: 'N-1' } }],
	['department.delete', { department: byId(SALES), options: { maxDepartmentUsers: 100 } }],
	['department.get', { department: byId(SALES) }],
	['department.getAll', { returnAll: true }, { filters: { code: 'D-Legal' } }],
	['department.moveDepartments', { department: byId(SALES), departmentIds: LEGAL }],
	['department.moveUsers', { department: byId(SALES), userIds: users }],
	['department.setSubordination', { department: byId(SALES), ...superior }],
	['department.update', { department: byId(SALES), updateFields: { name: 'Selling', code: 'S', parentDepartmentId: LEGAL } }],
	['course.getAll', { returnAll: true }, { limit: 2, filters: { types: ['Course', 'LearningTrack'] } }],
	[
		'enrollment.create',
		{ learners: 'ana.silva@example.test', courses: [FIRE, 'Data Protection'], dueDateType: 'due_period', duePeriod: 48 },
		{
			learners: `sean.obrien, ${userId(4)}`,
			courses: [FIRE, DATA],
			dueDateType: 'due_date',
			dueDate: '2031-02-28',
			options: { accessDate: '2031-02-01', lockAfterDueDate: true },
		},
	],
	[
		'enrollment.delete',
		{ learners: userId(2), deleteFrom: 'selected', courses: [FIRE] },
		{ learners: userId(3), deleteFrom: 'all', options: { keepFinished: true } },
	],
	[
		'enrollment.getAll',
		{ returnAll: true, includeProgress: true },
		{ limit: 2, filters: { learners: users, courses: [FIRE, DATA], completion: 'notFinished' } },
	],
	['group.addMembers', { group: byId(GROUP), userIds: users }],
	['group.create', { name: 'New', options: { userIds: users } }],
	['group.delete', { group: byId(GROUP) }],
	['group.get', { group: byId(GROUP) }],
	['group.getAll', { returnAll: true }],
	['group.removeMembers', { group: byId(GROUPS[0]?.uuid ?? ''), userIds: userId(4) }],
	['group.update', { group: byId(GROUP), name: 'Renamed' }],
	['profileField.getAll', {}],
	['role.getAll', {}],
];
