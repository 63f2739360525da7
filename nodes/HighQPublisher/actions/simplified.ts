import type { IDataObject } from 'n8n-workflow';

/** A user in ten properties, flat: what a workflow usually asks of one. */
export function simplified(user: IDataObject): IDataObject {
	return {
		...picked(user, ['id']),
		...picked(user.name, ['firstname', 'lastname']),
		...picked(user, ['email', 'externalid', 'jobtitle', 'department', 'phone']),
		organisation: picked(user.organisation, ['orgname']).orgname,
		...picked(user, ['status']),
	};
}

/** An organisation in ten properties, flat. */
export function simplifiedOrganisation(organisation: IDataObject): IDataObject {
	const names = ['id', 'name', 'status', 'autologin', 'homepage', 'url', 'industry', 'category', 'guid'];
	return { ...picked(organisation, names), domains: joined(organisation.domains) };
}

/** A user group in five properties, flat: its members as one text. */
export function simplifiedGroup(group: IDataObject): IDataObject {
	return { ...picked(group, ['id', 'name']), users: joined(group.users), ...picked(group, ['organisationcount', 'createddate']) };
}

/** The first ten properties that are flat: which ones a domain has is not documented. */
export function simplifiedDomain(domain: IDataObject): IDataObject {
	const flat = Object.entries(domain).filter(([, value]) => typeof value !== 'object' || value === null);
	return Object.fromEntries(flat.slice(0, 10));
}

/** Properties that are not there come out as null, so that every item has the same ones. */
function picked(record: unknown, names: readonly string[]): IDataObject {
	const given: IDataObject = typeof record === 'object' && record !== null && !Array.isArray(record) ? { ...record } : {};
	return Object.fromEntries(names.map((name) => [name, given[name] ?? null]));
}

function joined(values: unknown): string | null {
	if (!Array.isArray(values)) return null;
	const flat = values.filter((value) => typeof value !== 'object');
	return flat.map(String).join(', ');
}
