import type { Failure } from '../failure';

export type NonEmpty<T> = readonly [T, ...T[]];

/** A vendor's own id of a user, as text whatever its type at the vendor. */
export type UserId = string;
/** A field as the vendor names it in its own writes. */
export type FieldName = string;
/** Some fields: a set of names, or a rule for them. */
export type FieldSet = Pick<ReadonlySet<FieldName>, 'has'>;
/** Text stays text: a number appears only where the vendor's API has a number. */
export type FieldValue = string | number | boolean | readonly FieldValue[] | Readonly<{ [name: string]: FieldValue }>;

export type MatchBy = 'id' | 'email' | 'username' | 'login' | 'externalId';
/** What finds a user. */
export type MatchKey<By extends MatchBy = MatchBy> = Readonly<{ by: By; value: string }>;

/** What becomes of a list such as groups: these are added, these are removed, or it is made exactly these. */
export type Membership = 'add' | 'remove' | 'exact';

/** What is asked of one field. A field that is not in the map is left alone. `how` matters for lists only; without it, exactly this. */
export type Edit = Readonly<{ set: FieldValue; how?: Membership }> | 'clear';
export type FieldEdits = ReadonlyMap<FieldName, Edit>;

/** One user's fields as the directory shows them now. `record` is the vendor's own document, untouched. */
export type Profile<Doc = unknown> = Readonly<{
	id: UserId;
	fields: ReadonlyMap<FieldName, FieldValue>;
	/** Whether the user may sign in; undefined where the vendor does not say. */
	active?: boolean;
	record: Doc;
	/** The answer that it was read from, where that is JSON: who is shown by the same text is unchanged. */
	text?: string;
}>;

/** `from: null`: no value yet. `from: undefined`: the vendor does not show this field. `to: null`: cleared. */
export type Change = Readonly<{
	field: FieldName;
	from?: FieldValue | null;
	to: FieldValue | null;
	/** Of a field that names other records: what people call them, where that is known. */
	called?: Readonly<{ from?: FieldValue; to?: FieldValue }>;
}>;

/** What one item asks for. `options` hold what steers a write without being a field: mail switches, name styles. */
export type Wanted<By extends MatchBy = MatchBy, Options = unknown> = Readonly<{
	key: MatchKey<By>;
	/** Tried one after another while nobody has the key before. */
	otherKeys?: ReadonlyArray<MatchKey<By>>;
	edits: FieldEdits;
	options: Options;
}>;

/** A user, and the key that found them. */
export type Match<Doc = unknown> = Readonly<{ key: MatchKey; current: Profile<Doc> }>;

/** What one item leads to, decided before anything is written. */
export type Plan<Doc = unknown> =
	| Readonly<{ kind: 'create'; key: MatchKey | undefined; otherKeys?: readonly MatchKey[]; changes: readonly Change[] }>
	| (Match<Doc> & Readonly<{ kind: 'update'; changes: NonEmpty<Change> }>)
	| Readonly<{ kind: 'updateUnseen'; key: MatchKey; changes: NonEmpty<Change> }> // the profile can't be read: written as asked
	| (Match<Doc> & Readonly<{ kind: Switch | 'delete' }>)
	| (Match<Doc> & Readonly<{ kind: 'unchanged' }>)
	| Readonly<{ kind: 'notFound'; key: MatchKey; otherKeys: readonly MatchKey[] }>
	| Readonly<{ kind: 'ambiguous'; key: MatchKey; candidates: NonEmpty<UserId> }>
	| Readonly<{ kind: 'failed'; failure: Failure; meant?: NonEmpty<UserId>; isTwin?: true }>; // `meant`: who it may be about, where that is known; `isTwin`: another item is about the same user

/** What was decided for an item, and when it is written; no plan when the run stopped before it. */
export type Arranged<Doc> = Readonly<{
	plan?: Plan<Doc>;
	/** Written before this one, which is planned anew then. */
	after?: readonly Predecessor[];
	/** Something that it refers to is made right before the write, so it is planned anew then. */
	anew?: true;
}>;

/** One item on its way: what was decided, and what it asks for (nothing, when it could not be read). */
export type Planned<W, Doc> = Arranged<Doc> & Readonly<{ wanted?: W }>;

/** An item, by its index, that writes whom a field of another one names. */
export type Predecessor = Readonly<{
	item: number;
	/** The field in the editor, and the text in it. */
	label: string;
	text: string;
}>;

/** Ways to let a user in or keep one out. */
export type Switch = 'activate' | 'deactivate' | 'archive';

/** The plans that send something. */
export type Write<Doc = unknown> = Extract<Plan<Doc>, { kind: 'create' | 'update' | 'updateUnseen' | 'delete' | Switch }>;
export type Settled<Doc = unknown> = Exclude<Plan<Doc>, Write<Doc>>;

/** What a directory gives back after a write: the id, the user as it is now where the vendor tells, and what fell short. */
export type Written<Doc = unknown> = Readonly<{ id: UserId; record?: Doc; warnings: readonly string[] }>;

/** A request that a preview did not send. */
export type Unsent = Readonly<{
	method: string;
	url: string;
	query?: ReadonlyArray<readonly [name: string, value: string]>;
	headers?: Readonly<Record<string, string>>;
	body?: string;
}>;

/** What became of a plan: one per input item, always. */
export type Outcome<Doc = unknown> = Readonly<
	| { kind: 'written'; plan: Write<Doc>; written: Written<Doc>; attempts: number }
	| { kind: 'settled'; plan: Settled<Doc> }
	| { kind: 'previewed'; plan: Write<Doc>; requests: readonly Unsent[]; after?: readonly number[] } // nothing was sent; `after`: items, by index, that write first whom this one refers to
	| { kind: 'deferred'; after: number } // in a preview: an earlier item, by index, changes the same user first
	| { kind: 'held' } // another item can't be done and the user chose to stop there
	| { kind: 'failed'; plan: Write<Doc>; failure: Failure }
>;
