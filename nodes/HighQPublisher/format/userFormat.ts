import type { IDataObject } from 'n8n-workflow';

import type { VendorAnswer } from '../../shared/http/types';
import type { MediaType } from '../transport/request';

/** The way to a member of the user object: `['name', 'firstname']`. */
export type Path = readonly [string, ...string[]];

/** One entry of `sociallinks`, `customlinks` or `messaginglinks`. */
export type Link = Readonly<{ name: string; value: string }>;

/** What a member becomes; `dropped` takes it out. */
export type Content = Readonly<
	{ kind: 'text'; text: string } | { kind: 'number'; digits: string } | { kind: 'links'; links: readonly Link[] } | { kind: 'dropped' }
>;

/** One page of a list. `total` counts the rows of all pages. */
export type Listed<Row> = Readonly<{ rows: readonly Row[]; total?: number }>;

/**
 * HighQ's user object in one of its two formats. Members that no page of HighQ's mentions are kept by
 * every change, because what a PUT does not send back may be lost. Nothing here changes its arguments.
 */
export type UserFormat<User> = Readonly<{
	mediaType: MediaType;
	blank: User;
	/** @throws FailureError `unreadable` when the answer is not one `user` in this format */
	read: (answer: VendorAnswer) => User;
	/** The whole document with its root. @throws FailureError `invalid` for a character that the format can't carry */
	write: (user: User) => string;
	/** Rows of the user list and of the answer to a bulk call. @throws FailureError `unreadable` */
	readPage: (answer: VendorAnswer) => Listed<User>;
	/** What a bulk call sends: ids and e-mail addresses, mixed. */
	writeKeys: (keys: readonly string[]) => string;
	/** The text of a member as it stands in the document; undefined when there is none. */
	text: (user: User, path: Path) => string | undefined;
	links: (user: User, group: string) => readonly Link[];
	with: (user: User, path: Path, content: Content) => User;
	/** Names of the outermost members. */
	members: (user: User) => readonly string[];
	show: (user: User) => IDataObject;
}>;

/** The entry that a link had before: the same one of those with its name. Its further members are kept. */
export function earlier<Entry>(
	entries: readonly Entry[],
	nameOf: (entry: Entry) => string | undefined,
	links: readonly Link[],
	index: number,
): Entry | undefined {
	const name = links[index]?.name;
	const before = links.slice(0, index).filter((link) => link.name === name).length;
	return entries.filter((entry) => nameOf(entry) === name)[before];
}
