import type { Failure } from '../failure';

export type NonEmpty<T> = readonly [T, ...T[]];

/** A vendor's own id of a user, as text whatever its type at the vendor. */
export type UserId = string;
/** A field as the vendor names it in its own writes. */
export type FieldName = string;
/** Text stays text: a number appears only where the vendor's API has a number. */
export type FieldValue =
	| string
	| number
	| boolean
	| readonly FieldValue[]
	| Readonly<{ [name: string]: FieldValue }>;

export type MatchBy = 'id' | 'email' | 'username' | 'login' | 'externalId';
/** What finds a user. */
export type MatchKey<By extends MatchBy = MatchBy> = Readonly<{ by: By; value: string }>;

/** What is asked of one field. A field that is not in the map is left alone. */
export type Edit = Readonly<{ set: FieldValue }> | 'clear';
export type FieldEdits = ReadonlyMap<FieldName, Edit>;

/** One user's fields as the directory shows them now. `record` is the vendor's own document, untouched. */
export type Profile<Doc = unknown> = Readonly<{
	id: UserId;
	fields: ReadonlyMap<FieldName, FieldValue>;
	/** Whether the user may sign in; undefined where the vendor does not say. */
	active?: boolean;
	record: Doc;
}>;

/** `from: null`: no value yet. `from: undefined`: the vendor does not show this field. `to: null`: cleared. */
export type Change = Readonly<{ field: FieldName; from?: FieldValue | null; to: FieldValue | null }>;

/** What one item asks for. `with` holds what steers a write without being a field: mail switches, name styles. */
export type Wanted<By extends MatchBy = MatchBy, With = unknown> = Readonly<{
	key: MatchKey<By>;
	edits: FieldEdits;
	with: With;
}>;

/** What one item leads to, decided before anything is written. */
export type Plan<Doc = unknown> = Readonly<
	| { kind: 'create'; key: MatchKey | undefined; changes: readonly Change[] }
	| { kind: 'update'; current: Profile<Doc>; changes: NonEmpty<Change> }
	| { kind: 'updateUnseen'; key: MatchKey; changes: NonEmpty<Change> } // the profile can't be read: written as asked
	| { kind: 'activate' | 'deactivate' | 'delete'; current: Profile<Doc> }
	| { kind: 'unchanged'; current: Profile<Doc> }
	| { kind: 'notFound'; key: MatchKey }
	| { kind: 'ambiguous'; key: MatchKey; candidates: NonEmpty<UserId> }
	| { kind: 'failed'; failure: Failure }
>;
/** The plans that send something. */
export type Write<Doc = unknown> = Extract<Plan<Doc>, { kind: 'create' | 'update' | 'updateUnseen' | 'activate' | 'deactivate' | 'delete' }>;
export type Settled<Doc = unknown> = Exclude<Plan<Doc>, Write<Doc>>;

/** What a directory gives back after a write: the id, the user as it is now where the vendor tells, and what fell short. */
export type Written<Doc = unknown> = Readonly<{ id: UserId; record?: Doc; warnings: readonly string[] }>;

/** What became of a plan: one per input item, always. */
export type Outcome<Doc = unknown> = Readonly<
	| { kind: 'written'; plan: Write<Doc>; written: Written<Doc> }
	| { kind: 'settled'; plan: Settled<Doc> }
	| { kind: 'held' } // another item can't be done and the user chose to stop there
	| { kind: 'failed'; plan: Write<Doc>; failure: Failure }
>;
