import type { FieldSpec } from '../../shared/fields/spec';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import type { Reference } from '../../shared/provisioning/references';
import type { Change, FieldName, FieldValue, MatchKey, Profile } from '../../shared/provisioning/types';
import { isUuid } from './uuid';

/*
 * Whom a user reports to, as a text: the ID of somebody, or how else it is decided. Only REST has it, in a call of its own
 * beside the profile (documented: OpenAPI, ChangeUserSubordination), and shows it with the user (documented: User, UserV2).
 * iSpring calls the functional manager's the co-subordination.
 */
export const SUPERIORS: readonly FieldSpec[] = [
	{ name: 'subordination', label: 'Supervisor (Email or ID)', type: 'text', spellings: { no_supervisor: 'none' } },
	{ name: 'coSubordination', label: 'Functional Manager (Email)', type: 'text', spellings: { no_supervisor: 'none' } },
];
const NAMES: ReadonlySet<FieldName> = new Set(SUPERIORS.map(({ name }) => name));

export function isSuperior(field: FieldName): boolean {
	return NAMES.has(field);
}

/** What stands for nobody, and for whoever the department has. */
export const NO_SUPERIOR = 'no_supervisor';
const INHERITED = 'inherit';
const WORDS: Readonly<Record<string, string>> = {
	inherit: INHERITED,
	inherited: INHERITED,
	none: NO_SUPERIOR,
	'no supervisor': NO_SUPERIOR,
};

/** A text as it is stored: a word in iSpring's own spelling, anything else as it is. */
export function storedSuperior(text: string): string {
	return wordIn(text) ?? text.trim();
}

function wordIn(text: string): string | undefined {
	const word = text
		.trim()
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ');
	return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/** Whether nobody is named. */
export function isOwnWord(value: FieldValue): boolean {
	return typeof value === 'string' && wordIn(value) !== undefined;
}

/** How a user's document shows one of them. */
export function superiorIn(shown: Json | undefined): string | undefined {
	if (!isJsonObject(shown)) return undefined;
	return scalarText(shown.supervisorId) ?? scalarText(shown.subordinationType);
}

/** What POST /user/{userId}/subordination takes of these changes; undefined for none. */
export function subordinationBody(changes: readonly Change[]): JsonObject | undefined {
	const superiors = changes.filter(({ field }) => isSuperior(field));
	return superiors.length === 0 ? undefined : Object.fromEntries(superiors.map(({ field, to }) => [field, subordination(to)]));
}

function subordination(to: FieldValue | null): JsonObject {
	const text = typeof to === 'string' ? to : NO_SUPERIOR;
	const word = wordIn(text);
	return word === undefined ? { subordinationType: 'manual', supervisorId: text } : { subordinationType: word };
}

type FindUsers<Doc> = (key: MatchKey<'id' | 'email' | 'login'>) => Promise<ReadonlyArray<Profile<Doc>>>;

/** Superiors by email address, login or ID. IDs are looked up too: an unknown one would be refused after the profile is written. */
export function superiorReferences<Doc>(find: FindUsers<Doc>, findNow: FindUsers<Doc>): ReadonlyArray<Reference<Doc>> {
	const hits = (by: FindUsers<Doc>) => async (text: string) =>
		(await meantBy(text, by)).map(({ id, fields }) => ({ value: id, label: nameIn(fields) ?? id }));
	return [['subordination', 'supervisor'] as const, ['coSubordination', 'functional manager'] as const].map(([field, noun]) => ({
		field,
		noun,
		takes: 'an email address, a login, an ID, "inherit" or "none"',
		isOwn: isOwnWord,
		hits: hits(find),
		hitsNow: hits(findNow),
		ofUser: ({ id }) => ({ value: id, label: id }),
	}));
}

/** Who is meant by a text, key by key until somebody has one. */
async function meantBy<Doc>(text: string, find: FindUsers<Doc>): Promise<ReadonlyArray<Profile<Doc>>> {
	const id = isUuid(text) ? [{ by: 'id', value: text.replace(/[{}]/g, '') } as const] : [];
	const email = text.includes('@') ? [{ by: 'email', value: text } as const] : [];
	for (const key of [...id, ...email, { by: 'login', value: text } as const]) {
		const found = await find(key);
		if (found.length > 0) return found;
	}
	return [];
}

function nameIn(fields: Profile['fields']): string | undefined {
	const named = new Map([...fields].map(([name, value]) => [name.toLowerCase(), value]));
	return ['email', 'login'].map((name) => named.get(name)).find((name): name is string => typeof name === 'string' && name !== '');
}
