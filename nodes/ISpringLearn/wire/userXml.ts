import type { Json, JsonObject } from '../../shared/json/json';
import { child, childText, type XmlNode } from '../../shared/xml/parse';
import { toProfile, type ISpringProfile } from '../user/profile';
import type { ProfileField } from './channel';

/** Members that hold several of something, also when they hold one or none. */
const LISTS = new Set(['groups', 'manageableDepartmentIds', 'userRoles', 'users']);

/**
 * A `userProfile` element in the shape that REST has in JSON. The older REST API names its fields by
 * elements (`<email>…</email>`), SOAP by pairs (`<field><name/><value/></field>`).
 * Sources: "Getting User Info" of the older REST API and of SOAP.
 * @throws FailureError `unreadable`
 */
export function profileFromXml(userProfile: XmlNode): ISpringProfile {
	return toProfile(recordFromXml(userProfile));
}

/** A `userFieldInfo` element; `isRequired` is 0/1 in tables and true/false in samples. */
export function fieldFromXml(info: XmlNode): ProfileField {
	const name = childText(info, 'name') ?? '';
	return {
		id: childText(info, 'userFieldInfoId') ?? '',
		name,
		label: childText(info, 'label') ?? name,
		type: childText(info, 'type') ?? '',
		required: isYes(childText(info, 'isRequired')),
		unique: isYes(childText(info, 'isUnique')),
		position: Number(childText(info, 'orderPriority') ?? 0),
		values: fieldValues(child(info, 'values')?.children.map((one) => [childText(one, 'name'), childText(one, 'value')]) ?? []),
	};
}

/** What a field of type country or list takes: pairs of a name and a value. */
export function fieldValues(pairs: ReadonlyArray<readonly [name: string | undefined, value: string | undefined]>): ProfileField['values'] {
	return pairs.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name: name || value, value }]));
}

export function isYes(text: string | undefined): boolean {
	return text === '1' || text?.toLowerCase() === 'true';
}

/** The members of a record, in the shape that REST has in JSON. */
export function recordFromXml({ children }: XmlNode): JsonObject {
	return Object.fromEntries(children.map((member) => [member.name, valueOf(member)]));
}

function valueOf(member: XmlNode): Json {
	if (member.name === 'fields') return member.children.map(pairOf);
	if (LISTS.has(member.name)) return member.children.map((one) => (one.children.length === 0 ? one.text : recordFromXml(one)));
	return member.children.length === 0 ? member.text : recordFromXml(member);
}

function pairOf(field: XmlNode): Json {
	if (field.name !== 'field') return { name: field.name, value: field.text };
	return { name: childText(field, 'name') ?? '', value: childText(field, 'value') ?? '' };
}
