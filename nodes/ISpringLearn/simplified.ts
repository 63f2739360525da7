import type { IDataObject } from 'n8n-workflow';

/** A user in ten members, flat. Accounts spell the names of their fields with different capitals. */
export function simplified(user: IDataObject): IDataObject {
	const fields = byLowerCase(user.fields);
	const { userId = null, departmentId = user.organizationId ?? null, role = null, status = null, lastLoginDate = null } = user;
	const { login = null, email = null, first_name: firstName = null, last_name: lastName = null, job_title: jobTitle = null } = fields;
	return { userId, login, email, firstName, lastName, jobTitle, departmentId, role, status, lastLoginDate };
}

function byLowerCase(fields: unknown): IDataObject {
	if (typeof fields !== 'object' || fields === null) return {};
	return Object.fromEntries(Object.entries(fields).map(([name, value]: [string, IDataObject['x']]) => [name.toLowerCase(), value]));
}
