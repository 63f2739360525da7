import type { ListEnd } from '../../shared/http/pages';
import type { Change, FieldName, FieldValue, MatchKey, NonEmpty } from '../../shared/provisioning/types';
import type { Invitation, ISpringKey, ISpringProfile, ISpringUser } from '../profile';

/** iSpring's three protocols, by the name of the parameter "API". */
export type Protocol = 'rest' | 'restHeader' | 'soap';

/** A field of the account's user profile, as its owner defined it. */
export type ProfileField = Readonly<{
	id: string;
	name: FieldName;
	label: string;
	type: string;
	required: boolean;
	unique: boolean;
	position: number;
	/** What a field of type country or list takes. */
	values: ReadonlyArray<Readonly<{ name: string; value: string }>>;
}>;

/** Whom a list is about; several values of one filter widen it. */
export type UserFilters = Readonly<{
	departments: readonly string[];
	groups: readonly string[];
	logins: readonly string[];
	emails: readonly string[];
	userIds: readonly string[];
}>;

/** One protocol. The directory above knows nothing else of it. */
export interface ISpringChannel {
	/** Every user with this key. Nobody is an answer. */
	readonly find: (key: MatchKey<ISpringKey>) => Promise<readonly ISpringProfile[]>;

	/**
	 * The users that fit, page by page where the protocol has pages.
	 * @throws FailureError `invalid` for filters that the protocol does not have
	 */
	readonly list: (filters: UserFilters, pageSize?: number) => AsyncGenerator<ISpringUser, ListEnd>;

	/** Writes these changes and leaves everything else as it is. Gives back what fell short, in words for the user. */
	readonly update: (current: ISpringProfile, changes: NonEmpty<Change>) => Promise<readonly string[]>;

	/** Removes a user for good. */
	readonly remove: (id: string) => Promise<void>;

	/** The fields of the account. */
	readonly profileFields: () => Promise<readonly ProfileField[]>;

	/**
	 * Asked before anything is sent.
	 * @throws FailureError `invalid` when the protocol has no place for the field, or can't carry the value
	 */
	readonly assertCarried: (field: FieldName, value: FieldValue) => void;
}

export const STATUS = { active: 1, inactive: 3, terminated: 5 } as const;

/** REST and SOAP. The older REST API documents no call for it. */
export interface SwitchingChannel extends ISpringChannel {
	readonly setStatus: (id: string, status: 1 | 3) => Promise<void>;
}

export interface RestChannel extends SwitchingChannel {
	/** Makes a user and gives back the ID. */
	readonly create: (changes: readonly Change[], invitation: Invitation) => Promise<string>;
}
