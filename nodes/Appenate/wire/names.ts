import { isJsonObject, type Json, type JsonObject } from '../../shared/json/json';

/**
 * Members of answers as the samples of 2025 spell them. Pages and brands differ in capitals (`LoginID`,
 * `UserID` in the parameter tables), and a service of this kind reads names without regard to them.
 * Sources: "GET User (User Search)", "POST User", "GET UserGroup", "GET Folder", "General Information".
 */
const NAMES = [
	...['ResponseStatus', 'ErrorCode', 'Message', 'Errors', 'FieldName', 'TotalRows'],
	...['User', 'Users', 'UserGroup', 'UserGroups', 'Folder', 'Folders'],
	...['Id', 'UserId', 'CompanyId', 'Type', 'FirstName', 'LastName', 'Email', 'Status', 'ExternalId', 'TimeZone', 'TimeZoneOffSet'],
	...['Country', 'WebsiteRole', 'Groups', 'Metadata', 'ColorCode', 'LoginId', 'CreatedDate', 'LastUpdated', 'LastActivity'],
	...['UserAudits', 'UserDevices', 'Key', 'Val', 'Value', 'Index'],
	...['Name', 'UserIds', 'IsRestricted', 'RestrictToGroup', 'Description', 'Items', 'KeyId'],
];

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

/** A member's name as this node reads it; one that it does not know as it is. */
export function knownName(name: string): string | undefined {
	return BY_LOWER_CASE.get(name.toLowerCase());
}

/** An answer with the members that this node reads under their usual names, at every depth; all others stay as they are. */
export function withKnownNames(dto: JsonObject): JsonObject {
	const named = ([name, member]: [string, Json]): [string, Json] => {
		const known = knownName(name) ?? name;
		return [known === name || Object.hasOwn(dto, known) ? name : known, valueWithKnownNames(member)];
	};
	return Object.fromEntries(Object.entries(dto).map(named));
}

function valueWithKnownNames(value: Json): Json {
	if (Array.isArray(value)) return value.map(valueWithKnownNames);
	return isJsonObject(value) ? withKnownNames(value) : value;
}
