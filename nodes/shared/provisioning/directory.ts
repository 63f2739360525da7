import type { ListEnd } from '../failure';
import type { Change, FieldEdits, FieldName, FieldSet, FieldValue, MatchBy, MatchKey, NonEmpty, Profile, Written } from './types';

/**
 * One vendor's user store. `By` is the keys that its API can really search by; asking for another one
 * does not compile. `Options` is what steers a single write at this vendor.
 */
export interface UserDirectory<By extends MatchBy, Options, Doc = unknown> {
	readonly kind: 'readable';

	/** Every profile that fits. Nobody is an answer, several are an answer; only a channel that failed throws. */
	readonly find: (key: MatchKey<By>, options: Options) => Promise<ReadonlyArray<Profile<Doc>>>;

	/** `edits` in the spelling that `find` would return them in. Pure. Spellings that don't meet here are rewritten on every run. */
	readonly asStored: (edits: FieldEdits, current: Profile<Doc>) => FieldEdits;

	/** Whether two stored values of a field mean the same. Pure. */
	readonly same: (field: FieldName, one: FieldValue | null, other: FieldValue | null) => boolean;

	/** Fields that the vendor takes and never shows: they can't be compared, so they are always written. */
	readonly unseen: FieldSet;

	/** Writes these changes and nothing else. PATCH, whole PUT or read-merge-write is the adapter's own affair. */
	readonly update: (current: Profile<Doc>, changes: NonEmpty<Change>, options: Options) => Promise<Written<Doc>>;
}

/** A user store that addresses users by these keys in its writes and can't show them first. */
export interface BlindDirectory<By extends MatchBy, Options, Doc = unknown> {
	readonly kind: 'blind';

	/** Writes the changes to the user that the vendor finds by the key. Nobody there is a failure `notFound`. */
	readonly updateUnseen: (key: MatchKey<By>, changes: NonEmpty<Change>, options: Options) => Promise<Written<Doc>>;
}

/** A user store that makes new users. */
export interface CreatesUsers<Options, Doc = unknown> {
	/** Makes one user; a user who is there already is refused by the vendor, in its own words. */
	readonly create: (changes: readonly Change[], options: Options) => Promise<Written<Doc>>;
}

/** A user store that lets users in and keeps them out. */
export interface SwitchesUsers<Options, Doc = unknown> {
	readonly setActive: (current: Profile<Doc>, active: boolean, options: Options) => Promise<Written<Doc>>;
}

/** A user store that puts users away without deleting them. */
export interface ArchivesUsers<Options, Doc = unknown> {
	readonly isArchived: (current: Profile<Doc>) => boolean;
	readonly archive: (current: Profile<Doc>, options: Options) => Promise<Written<Doc>>;
}

/** A user store whose look-ups are answered from a list, and another look-up that asks the vendor now. */
export interface FindsNow<By extends MatchBy, Options, Doc = unknown> {
	readonly findNow?: UserDirectory<By, Options, Doc>['find'];
}

/** A user store that can be read as a whole. */
export interface ListsUsers<By extends MatchBy, Options, Doc = unknown> {
	/**
	 * Everybody, page by page, with the fields that a comparison needs, as `find` would show them.
	 * @returns at the end, whether the list is complete
	 */
	readonly everybody: (options: Options) => AsyncGenerator<Profile<Doc>, ListEnd>;

	/** What a user has as this key; undefined for none. Pure. */
	readonly keyOf: (profile: Profile<Doc>, by: By) => string | undefined;

	/** A key in the one spelling in which equal keys are the same text: what the vendor's own case rules say. Pure. */
	readonly normalKey: (key: MatchKey<By>) => string;

	/** A user as far as `setActive` and the words for people need one: where many leave, nothing else is kept of them. Pure. */
	readonly inOutline: (profile: Profile<Doc>) => Profile<Doc>;

	/** Why a user is never deactivated without being named: an administrator, an owner. Pure. */
	readonly whyProtected: (profile: Profile<Doc>) => string | undefined;
}

/** A user store that removes users for good. */
export interface DeletesUsers<Options, Doc = unknown> {
	readonly remove: (current: Profile<Doc>, options: Options) => Promise<void>;
}

export type Directory<By extends MatchBy, Options, Doc = unknown> = UserDirectory<By, Options, Doc> | BlindDirectory<By, Options, Doc>;
