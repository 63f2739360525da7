import type { IExecuteFunctions, INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { invalid } from '../../failure';
import { keyText } from '../../fields/keyText';
import { bareLabel, type FieldSpec } from '../../fields/spec';
import { toText } from '../../fields/values';
import { composed, folded } from '../../provisioning/keys';
import type { MatchBy, MatchKey, Wanted } from '../../provisioning/types';
import { idByUrl, listMode, type RecordUrl, urlMode } from './locator';
import type { ShownFor } from './options';
import { rowsIn } from './readings';

/** Keys in words, within a sentence. */
export const KEY_WORDS: Readonly<Record<MatchBy, string>> = {
	id: 'ID',
	email: 'email address',
	username: 'username',
	login: 'login',
	externalId: 'external ID',
};

/** One way to say who is meant, as the editor shows it. */
export type UserMode<By extends MatchBy> = Readonly<{
	by: By;
	label: string;
	placeholder: string;
	hint?: string;
	/** The key in the spelling that requests take. @throws FailureError `invalid` naming the parameter for what can't be one */
	read?: (parameter: string, value: string) => string;
	/** Where answers name the addresses of users: a user can be chosen by one too. */
	url?: RecordUrl;
}>;

/** The method in `listSearch` behind "User", From List. */
export const SEARCH_USERS = 'searchUsers';

/** The parameter that says who is meant: one user, or whom each item of a list is about. */
export const USER = { displayName: 'User', name: 'user' } as const;
export const MATCH_BY = { displayName: 'Match By', name: 'matchBy' } as const;
export type WhoParameter = typeof USER | typeof MATCH_BY;

const ALSO_LOOK_UP_BY = { displayName: 'Also Look Up By', name: 'alsoLookUpBy' } as const;

/** The parameter "User": one user, from a list that is searched at the vendor, or by any key that the vendor can search by. */
export function userParameter(modes: ReadonlyArray<UserMode<MatchBy>>, show: ShownFor, description: string): INodeProperties {
	const { modes: others = [], ...parameter } = personParameter(modes, show, description);
	return { ...parameter, modes: [listMode(SEARCH_USERS), ...others] };
}

/** The parameter "Match By": by what the user that an item is about is found in a list of all users. */
export function matchByParameter(modes: ReadonlyArray<UserMode<MatchBy>>, show: ShownFor, description: string): INodeProperties {
	const parameter = personParameter(modes, show, description);
	return { ...parameter, ...MATCH_BY, default: { mode: 'email', value: '={{ $json.email }}' } };
}

/** The parameter "User" for somebody who may not be there yet: nobody can be chosen from a list. */
export function personParameter(modes: ReadonlyArray<UserMode<MatchBy>>, show: ShownFor, description: string): INodeProperties {
	return {
		...USER,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'email', value: '' },
		modes: [...modes.map(keyMode), ...modes.flatMap(({ url }) => (url ? [urlMode(USER.displayName, url)] : []))],
		description,
		displayOptions: { show },
	};
}

function keyMode({ by, label, placeholder, hint }: UserMode<MatchBy>): INodePropertyMode {
	const called = { displayName: label, name: by };
	return { ...called, type: 'string', placeholder, ...(hint ? { hint } : {}) };
}

/**
 * Who item `i` means. White space around the value is dropped.
 * @throws FailureError `invalid` when it is empty, no key (see `keyText`), or of a mode that the vendor doesn't have
 */
export function userKey<By extends MatchBy>(
	{ context, i }: Readonly<{ context: IExecuteFunctions; i: number }>,
	modes: ReadonlyArray<UserMode<By>>,
	{ displayName, name }: WhoParameter = USER,
): MatchKey<By> {
	for (const { by, url } of modes) {
		const id = idByUrl(context, i, { displayName, name, ...(url ? { url } : {}) });
		if (id !== undefined) return { by, value: id };
	}
	const given: unknown = context.getNodeParameter(name, i);
	const located = typeof given === 'object' && given !== null ? given : { mode: 'id', value: given };
	return keyOfMode(displayName, located, modes);
}

/**
 * A key as a parameter gives it: a mode, and a value. White space around the value is dropped.
 * @param parameter the parameter's name in the editor
 * @throws FailureError `invalid` when it is empty, no key (see `keyText`), or of a mode that the vendor doesn't have
 */
export function keyOfMode<By extends MatchBy>(
	parameter: string,
	{ mode, value: given }: Readonly<{ mode?: unknown; value?: unknown }>,
	modes: ReadonlyArray<UserMode<By>>,
): MatchKey<By> {
	// What is chosen from the list is an ID.
	const found = modes.find(({ by }) => by === (mode === 'list' ? 'id' : mode));
	if (!found) {
		const labels = modes.map(({ label }) => label).join(', ');
		throw invalid(parameter, `${parameter} can't be chosen by "${String(mode)}" here`, `Choose one of: ${labels}.`);
	}
	const value = keyText(parameter, given, found.by);
	if (value === '') throw invalid(parameter, `${parameter} is empty (${found.label})`, 'Map a value for every item.');
	return { by: found.by, value: found.read ? found.read(parameter, value) : value };
}

/** What users can be found by, in words: `email address, login or ID`. */
export function keyWords(modes: ReadonlyArray<UserMode<MatchBy>>): string {
	const words = modes.map(({ by }) => KEY_WORDS[by]);
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The option for keys that are tried after the one under User or Match By. */
export function otherKeysOption(modes: ReadonlyArray<UserMode<MatchBy>>): INodeProperties {
	const [first] = modes;
	const usual = first?.by ?? 'email';
	return {
		...ALSO_LOOK_UP_BY,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Key',
		default: {},
		description:
			'Other keys to try, in this order, when no user is found. Empty keys are skipped. If several users share a key, none of them is changed.',
		options: [
			{
				displayName: 'Key',
				name: 'key',
				values: [
					{
						displayName: 'By',
						name: 'by',
						type: 'options',
						options: modes.map(({ by, label }) => ({ name: label, value: by })),
						default: usual,
						description: 'What kind of key this is',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: first?.placeholder ?? '',
						description: 'The value of the key',
					},
				],
			},
		],
	};
}

/** The same for all items: there may be tens of thousands. */
const NO_KEYS: readonly never[] = [];

/**
 * The further keys of item `i`, in order.
 * @throws FailureError `invalid` for a value that can't be such a key
 */
export function otherKeysOf<By extends MatchBy>(
	context: IExecuteFunctions,
	i: number,
	modes: ReadonlyArray<UserMode<By>>,
): ReadonlyArray<MatchKey<By>> {
	const rows = rowsIn(context, i, `options.${ALSO_LOOK_UP_BY.name}.key`);
	if (rows.length === 0) return NO_KEYS;
	return rows.flatMap(({ by, value }): Array<MatchKey<By>> => {
		if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return [];
		return [keyOfMode(ALSO_LOOK_UP_BY.displayName, { mode: by, value }, modes)];
	});
}

/**
 * What an item of Create or Update or of Sync asks for, when the key that finds the user is what the user will have. With
 * another value the next run would find nobody: it would create the user again, or take who was updated for a leaver.
 * Update looks the user up, writes by ID and creates nobody: there the key may change.
 * @param specs the vendor's fields; those with a `key` hold what people are found by
 * @param who the parameter with the key
 * @throws FailureError `invalid` naming both values
 */
export function keepingKey<By extends MatchBy, Options>(
	wanted: Wanted<By, Options>,
	specs: readonly FieldSpec[],
	{ displayName: who }: WhoParameter,
): Wanted<By, Options> {
	const { by, value } = wanted.key;
	const spec = specs.find(({ key }) => key === by);
	// Accounts spell the names of fields in different capitals.
	const edit = [...wanted.edits].find(([name]) => name.toLowerCase() === spec?.name.toLowerCase())?.[1];
	if (spec === undefined || edit === undefined) return wanted;
	const label = bareLabel(spec.label);
	const given = edit === 'clear' ? '' : toText(label, edit.set);
	// A vendor's own number counts to the letter; addresses and what people sign in with are the same in any capitals.
	const plain = by === 'externalId' ? composed : folded;
	if (plain(given) === plain(value)) return wanted;
	throw invalid(
		label,
		given === ''
			? `${label} would be cleared, but ${who} uses it to find the user (${value})`
			: `${label} (${given}) differs from the value in ${who} (${value})`,
		`The next run would find no user. To change it, use Update, or enter the new value under ${who} and the old one under ${ALSO_LOOK_UP_BY.displayName}.`,
	);
}
