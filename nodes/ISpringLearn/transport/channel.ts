import type { Change, FieldName, FieldValue, MatchKey, NonEmpty } from '../../shared/provisioning/types';
import type { ISpringKey, ISpringProfile } from '../profile';

/** iSpring's three protocols, by the name of the parameter "API". */
export type Protocol = 'rest' | 'restHeader' | 'soap';

/** A field of the account's user profile, as its owner defined it. */
export type ProfileField = Readonly<{ name: FieldName; label: string; type: string; required: boolean }>;

/** One protocol. The directory above knows nothing else of it. */
export interface ISpringChannel {
	/** Every user with this key. Nobody is an answer. */
	readonly find: (key: MatchKey<ISpringKey>) => Promise<readonly ISpringProfile[]>;

	/** Writes these changes and leaves everything else as it is. Gives back what fell short, in words for the user. */
	readonly update: (current: ISpringProfile, changes: NonEmpty<Change>) => Promise<readonly string[]>;

	/** The fields of the account. */
	readonly profileFields: () => Promise<readonly ProfileField[]>;

	/**
	 * Asked before anything is sent.
	 * @throws FailureError `invalid` when the protocol has no place for the field, or can't carry the value
	 */
	readonly assertCarried: (field: FieldName, value: FieldValue) => void;
}
