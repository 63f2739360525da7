import type { IExecuteFunctions, INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { failed } from '../../failure';
import type { MatchBy, MatchKey } from '../../provisioning/types';
import { keyText } from '../../fields/keyText';
import { idByUrl, listMode, urlMode, type RecordUrl } from './locator';
import type { ShownFor } from '../parameters/options';

/** Keys in words, within a sentence. */
export const KEY_WORDS: Readonly<Record<MatchBy, string>> = {
	id: 'ID',
	email: 'e-mail address',
	username: 'user name',
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

/**
 * The parameter "User": one user, from a list that is searched at the vendor, or by any key that the
 * vendor can search by. The node has `methods.listSearch.searchUsers`.
 */
export function userParameter(modes: ReadonlyArray<UserMode<MatchBy>>, show: ShownFor, description: string): INodeProperties {
	return {
		displayName: 'User',
		name: 'user',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'email', value: '' },
		modes: [listMode(SEARCH_USERS), ...modes.map(mode), ...modes.flatMap(({ url }) => (url ? [urlMode('User', url)] : []))],
		description,
		displayOptions: { show },
	};
}

/** The parameter "User" for somebody who may not be there yet: nobody can be chosen from a list. */
export function personParameter(modes: ReadonlyArray<UserMode<MatchBy>>, show: ShownFor, description: string): INodeProperties {
	const { modes: all = [], ...parameter } = userParameter(modes, show, description);
	return { ...parameter, modes: all.filter(({ name }) => name !== 'list') };
}

function mode({ by, label, placeholder, hint }: UserMode<MatchBy>): INodePropertyMode {
	const called = { displayName: label, name: by };
	return { ...called, type: 'string', placeholder, ...(hint ? { hint } : {}) };
}

/**
 * Who item `i` means. White space around the value is dropped.
 * @throws FailureError `invalid` when it is empty, no key (see `keyText`), or of a mode that the vendor doesn't have
 */
export function userKey<By extends MatchBy>(context: IExecuteFunctions, i: number, modes: ReadonlyArray<UserMode<By>>): MatchKey<By> {
	for (const { by, url } of modes) {
		const id = url && idByUrl(context, i, { displayName: 'User', name: 'user', url });
		if (id !== undefined) return { by, value: id };
	}
	return keyOfMode('User', located(context.getNodeParameter('user', i)), modes);
}

/**
 * A key as a parameter gives it: a mode, and a value. White space around the value is dropped.
 * @param parameter the parameter's name in the editor
 * @throws FailureError `invalid` when it is empty, no key (see `keyText`), or of a mode that the vendor doesn't have
 */
export function keyOfMode<By extends MatchBy>(
	parameter: string,
	{ mode: chosen, value: given }: Readonly<{ mode?: unknown; value?: unknown }>,
	modes: ReadonlyArray<UserMode<By>>,
): MatchKey<By> {
	const invalid = (says: string, todo: string) => failed({ kind: 'invalid', parameter, says, todo });
	// What is chosen from the list is an ID.
	const found = modes.find(({ by }) => by === (chosen === 'list' ? 'id' : chosen));
	if (!found)
		throw invalid(
			`${parameter} can't be chosen by "${String(chosen)}" here`,
			`Choose one of: ${modes.map(({ label }) => label).join(', ')}.`,
		);

	const value = keyText(parameter, given, found.by);
	if (value === '') throw invalid(`${parameter} is empty (${found.label})`, 'Map a value for every item.');
	return { by: found.by, value: found.read ? found.read(parameter, value) : value };
}

/** What users can be found by, in words: `e-mail address, login or ID`. */
export function keyWords(modes: ReadonlyArray<UserMode<MatchBy>>): string {
	const words = modes.map(({ by }) => KEY_WORDS[by]);
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function located(parameter: unknown): Readonly<{ mode?: unknown; value?: unknown }> {
	return typeof parameter === 'object' && parameter !== null ? parameter : { mode: 'id', value: parameter };
}
