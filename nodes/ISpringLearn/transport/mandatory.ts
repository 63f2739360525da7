import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { fieldText, isMember, PASSWORD, type ISpringProfile } from '../profile';
import type { ProfileField } from './channel';

/** Types that SOAP's page "Updating User's Profile" exempts from what is mandatory: the newer one the country alone, the older one lists too. */
const EXEMPT = /^country$/i;
export const PERHAPS_EXEMPT = /^(country|list)$/i;

type Settings = ReadonlyArray<Pick<ProfileField, 'name' | 'type' | 'required'>>;
type Pairs = ReadonlyArray<readonly [FieldName, string]>;

/** The mandatory fields that do not change: they go along as they are now. */
export function fieldsAlong(current: ISpringProfile, changes: readonly Change[], account: Settings): Pairs {
	const changed = new Set(changes.map(({ field }) => field.toLowerCase()));
	return account.flatMap(({ name, type, required }): Pairs => {
		const now = fieldText(current, name);
		const isAsItIs = !required || changed.has(name.toLowerCase()) || isMember(name) || EXEMPT.test(type);
		const hasNone = now === undefined || (now === '' && PERHAPS_EXEMPT.test(type));
		return isAsItIs || hasNone ? [] : [[name, now]];
	});
}

/**
 * What an update of the older protocols must hold: every mandatory field as it is now, the changes laid
 * over, names as the account spells them. A password can't be read back, so it is sent only to change it.
 */
export function fullFields(current: ISpringProfile, changes: readonly Change[], account: Settings): Pairs {
	const spelled = new Map(account.map(({ name }) => [name.toLowerCase(), name]));
	const changed = changes.filter(({ field }) => field === PASSWORD || !isMember(field));
	return [
		...fieldsAlong(current, changes, account),
		...changed.map(({ field, to }) => [spelled.get(field.toLowerCase()) ?? field, asText(to)] as const),
	];
}

/** Every field of a user is text on the wire. */
export function asText(value: FieldValue | null): string {
	if (value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
