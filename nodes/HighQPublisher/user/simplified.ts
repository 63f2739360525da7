import type { IDataObject } from 'n8n-workflow';

/** A user in ten members, flat: what a workflow usually asks of one. */
export function simplified(user: IDataObject): IDataObject {
	const { id = null, email = null, externalid = null, jobtitle = null, department = null, phone = null, status = null } = user;
	const { firstname = null, lastname = null } = members(user.name);
	const { orgname = null } = members(user.organisation);
	return { id, firstname, lastname, email, externalid, jobtitle, department, phone, organisation: orgname, status };
}

/** An organisation in ten members, flat. */
export function simplifiedOrganisation(organisation: IDataObject): IDataObject {
	const {
		id = null,
		name = null,
		status = null,
		autologin = null,
		homepage = null,
		url = null,
		industry = null,
		category = null,
		guid = null,
	} = organisation;
	return { id, name, status, autologin, homepage, url, industry, category, guid, domains: joined(organisation.domains) };
}

/** A user group in five members, flat: its members as one text. */
export function simplifiedGroup(group: IDataObject): IDataObject {
	const { id = null, name = null, createddate = null, organisationcount = null } = group;
	return { id, name, users: joined(group.users), organisationcount, createddate };
}

/** The first ten members that are flat: which ones a domain has is not documented. */
export function simplifiedDomain(domain: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(domain)
			.filter(([, value]) => typeof value !== 'object' || value === null)
			.slice(0, 10),
	);
}

function members(value: unknown): IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function joined(values: unknown): string | null {
	return Array.isArray(values)
		? values
				.filter((value) => typeof value !== 'object')
				.map(String)
				.join(', ')
		: null;
}
