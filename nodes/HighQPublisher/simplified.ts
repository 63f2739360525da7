import type { IDataObject } from 'n8n-workflow';

/** A user in ten members, flat: what a workflow usually asks of one. */
export function simplified(user: IDataObject): IDataObject {
	const { id = null, email = null, externalid = null, jobtitle = null, department = null, phone = null, status = null } = user;
	const { firstname = null, lastname = null } = members(user.name);
	const { orgname = null } = members(user.organisation);
	return { id, firstname, lastname, email, externalid, jobtitle, department, phone, organisation: orgname, status };
}

function members(value: unknown): IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
