import { Refusal, isObject, type JsonObject } from '../http/wire';
import type { Store } from '../store';
import { organizationByNumber } from './legacy';
import type { StoredGroup } from './organisation';
import { type ISpringPerson, UNITS, type Unit } from './people';

/** Older pages go with whole numbers for ids, newer ones with UUIDs. */
export type IdStyle = 'numbers' | 'uuids';

export function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** The texts inside a list element; the pages show only an empty one, so the children's name is free. */
export function listOf(list: unknown): string[] {
	return isObject(list) ? Object.values(list).flat().map(text) : [];
}

/** By either kind of id. */
export function personBy(store: Store<ISpringPerson>, id: unknown): ISpringPerson {
	const wanted = text(id);
	const found = store.named(wanted).find((person) => person.userId === wanted || String(person.legacyId) === wanted);
	if (!found) throw new Refusal(404, 'Unknown user');
	return found;
}

/** By either kind of id; undefined when none was asked for. */
export function unitBy(id: unknown): Unit | undefined {
	const wanted = text(id);
	if (wanted === '') return undefined;
	return UNITS.find(({ uuid }) => uuid === wanted) ?? organizationByNumber(wanted);
}

export function groupBy(all: readonly StoredGroup[], id: unknown): StoredGroup | undefined {
	const wanted = text(id);
	if (wanted === '') return undefined;
	const found = all.find(({ groupId, number }) => groupId === wanted || String(number) === wanted);
	if (!found) throw new Refusal(404, 'Unknown group');
	return found;
}

/** Only the members that a page names, and those that it demands. */
export function assertMembers(
	request: JsonObject,
	{ allowed, required }: Readonly<{ allowed: readonly string[]; required: readonly string[] }>,
): void {
	const isStrange = Object.keys(request).some((name) => name !== 'credentials' && !allowed.includes(name));
	if (isStrange || required.some((name) => text(request[name]) === '')) throw new Refusal(400, 'Wrong Parameters');
}
