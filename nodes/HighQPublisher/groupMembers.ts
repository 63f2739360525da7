import { failed, invalid } from '../shared/failure';
import { pathSegment } from '../shared/http/address';
import { jsonNumber, scalarText, type Json, type JsonObject } from '../shared/json/json';
import { folded, formsOf } from '../shared/provisioning/keys';
import { recordIn, USER } from './wire/answers';
import { entriesOf } from './wire/paths';
import { notTheApi } from './wire/failure';
import type { HighQRequest } from './wire/request';

/** RFC 8259, section 6: no zeros in front. */
const ID = /^[1-9]\d*$/;

/**
 * The ids of these members; email addresses are looked up, because a group takes them in Add Members only.
 * @throws FailureError `notFound` for an address that nobody has, `invalid` for what is neither
 */
export async function memberIds(request: HighQRequest, members: readonly string[]): Promise<readonly string[]> {
	const ids: string[] = [];
	// One after another: an item has one request under way, and Concurrency says how many there are.
	for (const member of members) ids.push(ID.test(member) ? member : await idOf(request, member));
	return ids;
}

async function idOf(request: HighQRequest, member: string): Promise<string> {
	if (!member.includes('@')) throw invalid('Members', `Members: "${member}" is neither an ID nor an email address`);
	const ask = async (form: string) => await request({ method: 'GET', path: `/users/${pathSegment('Members', form)}`, one: true });
	const [first = member, ...others] = formsOf(member);
	let answer = await ask(first);
	for (const form of others) if (answer.kind === 'nobody') answer = await ask(form);
	if (answer.kind === 'nobody')
		throw failed({
			kind: 'notFound',
			says: `No user with the email address "${member}" was found`,
			todo: 'Check Members. The group was not changed.',
		});
	const user = recordIn(answer, USER);
	const id = scalarText(user.id);
	if (!id || folded(scalarText(user.email) ?? '') !== folded(member)) throw notTheApi(answer.answer);
	return id;
}

/** Ids as a group has them: JSON numbers. */
export function asMembers(ids: readonly string[]): Json {
	return [...new Set(ids)].map(jsonNumber);
}

/** The group without these members. */
export function withoutMembers(group: JsonObject, ids: readonly string[]): JsonObject {
	const present = memberIdsIn(group);
	const left = present.filter((member) => !ids.includes(member));
	return left.length === present.length ? group : { ...group, users: asMembers(left) };
}

/** What becomes of a group: another name, other members by their IDs. What is not named stays as it is. */
export type GroupChange = Readonly<{ name?: string; ids?: readonly string[]; how: 'add' | 'exact' }>;

/**
 * The group with another name and other members.
 * @throws FailureError `unreadable` when HighQ does not show who is in the group and nobody says who shall be
 */
export function changedGroup(group: JsonObject, { name, ids, how }: GroupChange): JsonObject {
	const isRemade = ids !== undefined && how === 'exact';
	if (group.users === undefined && !isRemade) throw strangeMembers();
	return {
		...group,
		...(name === undefined ? {} : { name }),
		...(ids === undefined ? {} : { users: asMembers([...(isRemade ? [] : memberIdsIn(group)), ...ids]) }),
	};
}

/** Who is in a record, and who of them would not be in it any more, were its users exactly these. */
export function lostBy(record: JsonObject, ids: readonly string[]): Readonly<{ all: number; lost: readonly string[] }> {
	const present = memberIdsIn(record);
	return { all: present.length, lost: present.filter((member) => !ids.includes(member)) };
}

/** @throws FailureError `unreadable` when they don't stand there as documented */
function memberIdsIn({ users }: JsonObject): readonly string[] {
	return entriesOf(users).map((entry) => {
		const id = scalarText(entry);
		if (id === undefined) throw strangeMembers();
		return id;
	});
}

function strangeMembers() {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: 'HighQ does not show the members of this group in the documented form, so writing it back could remove them',
		todo: 'Use Update and list all Members.',
		unwritten: true,
	});
}
