import type { INodeProperties } from 'n8n-workflow';

import { previewOption, type RecordLimit } from '../parameters/writeOptions';
import { limitOptions, SMALLEST_LIST, type RecordGuard } from './recordGuard';

/** The options of an operation that writes records: the preview, and what its guard allows. */
export function recordOptions<V>(guard: RecordGuard<V> = { counts: [] }): INodeProperties[] {
	const description =
		'Whether to write nothing and show what would be done instead: per item the action, the record, and the requests that would be sent';
	return [{ ...previewOption, description }, ...limitOptions(guard)];
}

/** As few as of users: what is deleted can't be brought back. */
const DELETIONS = 5;

/** How many records of a kind may be deleted in one execution. @param one how a sentence calls it, such as `user group` */
export function deletionLimit(name: string, one: string): RecordLimit {
	const label = one.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
	return {
		displayName: `Max ${label}s to Delete`,
		name,
		default: DELETIONS,
		description: `How many ${one}s may be deleted in one execution. When it would be more, nothing is written and the error says how many.`,
		one,
		many: `${one}s`,
		would: 'be deleted',
	};
}

/** What all spellings of an ID or an address share: none of the vendors tells two apart by capitals or braces. */
function spelling(key: string): string {
	return key.replace(/^\{(.*)\}$/, '$1').toLowerCase();
}

/** The guard of an operation that takes each item's record away. */
export function recordGuard<V>(limit: RecordLimit, idOf: (value: V) => string): RecordGuard<V> {
	return { counts: [{ limit, of: (value) => [{ key: spelling(idOf(value)), shown: idOf(value), isRecord: true }] }] };
}

/** The guard of an operation whose items name several at once. */
export function listGuard<V>(limit: RecordLimit, keysOf: (value: V) => readonly string[]): RecordGuard<V> {
	return { counts: [{ limit, of: (value) => keysOf(value).map((key) => ({ key: spelling(key), shown: key })) }] };
}

/** Who is taken out of a group can be put back, so it is as many as users may change. */
export const MEMBER_REMOVALS: RecordLimit = {
	displayName: 'Max Members to Remove',
	name: 'maxMemberRemovals',
	default: 50,
	description: 'How many members may be taken out in one execution, of all groups together',
	one: 'member',
	many: 'members',
	would: 'be taken out',
};

/** For lists that are made exactly what is given: a list that is cut off takes most of them out. */
export const MEMBER_SHARE: RecordLimit = {
	displayName: 'Max Share of Members to Remove (%)',
	name: 'maxMemberShare',
	default: 50,
	description: `How many percent of its members one group may lose. Counts from ${SMALLEST_LIST} members on; 100 switches it off.`,
	one: 'group',
	many: 'groups',
	would: 'lose members',
};

/** The guard of an operation that takes members out: what item asks for whom to go, from where. */
export function removalGuard<V>(of: (value: V) => Readonly<{ group: string; members: readonly string[] }>): RecordGuard<V> {
	return {
		counts: [
			{
				limit: MEMBER_REMOVALS,
				of: (value) => {
					const { group, members } = of(value);
					return members.map((member) => ({ key: `${spelling(group)}/${spelling(member)}`, shown: member }));
				},
			},
		],
	};
}

/** A list that is made exactly what is given: who is in it now, and who would go. */
export type Remaking = Readonly<{ group: string; all: number; lost: readonly string[] }>;

/** The guard of an operation that makes a list of members exactly what is given. @param of nothing where it leaves them alone */
export function remakingGuard<V>(of: (value: V) => Remaking | undefined): RecordGuard<V> {
	const remaking =
		<R>(make: (one: Remaking) => readonly R[]) =>
		(value: V): readonly R[] => {
			const one = of(value);
			return one === undefined ? [] : make(one);
		};
	const lost = remaking(({ group, lost: members }) => members.map((member) => ({ key: `${group}/${member}`, shown: member })));
	return {
		counts: [{ limit: MEMBER_REMOVALS, of: lost }],
		shares: [
			{
				limit: MEMBER_SHARE,
				of: remaking(({ group, all, lost: gone }) => [{ key: group, shown: group, isRecord: true, all, lost: gone.length }]),
			},
		],
	};
}
