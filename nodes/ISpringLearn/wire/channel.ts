import type { ListEnd } from '../../shared/http/pages';
import type { JsonObject } from '../../shared/json/json';
import type { Change, FieldName, FieldValue, MatchKey, NonEmpty } from '../../shared/provisioning/types';
import type { ProfileField } from '../user/accountFields';
import type { Invitation, ISpringKey, ISpringProfile, ISpringUser } from '../user/profile';
import type { RestClient } from './restClient';

/** Whom a list is about; several values of one filter widen it. */
export type UserFilters = Readonly<Record<'departments' | 'groups' | 'logins' | 'emails' | 'userIds', readonly string[]>>;

/** A user who is to be made, and what iSpring writes to them. */
export type Newcomer = Readonly<{ changes: readonly Change[]; invitation: Invitation }>;

/** A user who was made, and what fell short, in words for the user. */
export type Made = Readonly<{ id: string; fellShort: readonly string[] }>;

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

	/**
	 * Makes a user, by one write or by two.
	 * @throws FailureError whose words tell when the user is there and the fields are not
	 */
	readonly create: (newcomer: Newcomer) => Promise<Made>;

	/**
	 * Asked while plans are made, for an update.
	 * @throws FailureError `invalid` for a change that the protocol has no call for
	 */
	readonly assertChangeable: (changes: readonly Change[]) => void;

	/**
	 * Asked before anything is sent.
	 * @throws FailureError `invalid` for a new user whom the protocol can't carry or would refuse
	 */
	readonly assertNewcomer: (newcomer: Newcomer) => void;

	/**
	 * Asked while plans are made: what `create` would find out between two writes. Reads the account.
	 * @throws FailureError `invalid` for a new user whom the account would refuse
	 */
	readonly assertMakeable: (newcomer: Newcomer) => Promise<void>;

	/** Removes a user for good. */
	readonly remove: (id: string) => Promise<void>;

	/** The fields of the account, read once. */
	readonly profileFields: () => Promise<readonly ProfileField[]>;

	/**
	 * Asked before anything is sent.
	 * @throws FailureError `invalid` when the protocol has no place for the field, or can't carry the value
	 */
	readonly assertCarried: (field: FieldName, value: FieldValue) => void;
}

/** A channel that lets users in and keeps them out. The older REST API documents no call for it. */
export interface SwitchingChannel extends ISpringChannel {
	/** Status as it is stored; SOAP knows no termination. */
	readonly setStatus: (id: string, status: string) => Promise<void>;
}

/** REST and SOAP take first members, REST (Header) the other two. */
type NewGroup = Readonly<{ name: string; userIds?: readonly string[]; description?: string; organizationId?: string }>;

/** What some of the protocols have besides. */
type OtherCalls = Readonly<{
	/** Every department. Only REST takes a code, and has pages. */
	departments: (asked?: Readonly<{ code?: string; pageSize?: number }>) => AsyncGenerator<JsonObject, ListEnd>;

	/** Every group. Only REST (Header) takes an organization, only REST has pages. */
	groups: (asked?: Readonly<{ organizationId?: string; pageSize?: number }>) => AsyncGenerator<JsonObject, ListEnd>;

	/**
	 * @returns what sends it and gives back the ID
	 * @throws FailureError `invalid` for what can't be carried
	 */
	newGroup: (group: NewGroup) => () => Promise<string>;

	/** One user joins; `already` for somebody who is a member. */
	join: (groupId: string, userId: string) => Promise<'added' | 'already'>;

	/** For the calls that no other API has. */
	client: RestClient;
}>;

export type RestChannel = SwitchingChannel & Pick<OtherCalls, 'client' | 'departments' | 'groups' | 'newGroup'>;
export type HeaderChannel = ISpringChannel & Pick<OtherCalls, 'groups' | 'newGroup' | 'join'>;
export type SoapChannel = SwitchingChannel & Pick<OtherCalls, 'departments' | 'newGroup'>;

/** What each API has. */
export type Channels = Readonly<{ rest: RestChannel; restHeader: HeaderChannel; soap: SoapChannel }>;

/** iSpring's three protocols, by the name of the parameter "API". */
export type Protocol = keyof Channels;
