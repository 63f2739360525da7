import { failed, type Failure } from '../../failure';
import type { MatchKey, Profile } from '../../provisioning/types';
import { KEY_WORDS } from '../parameters/user';

/** Nobody has this key, nor another one that was tried, as a failure of the item. */
export function nobody(key: MatchKey, otherKeys: readonly MatchKey[] = []): Failure {
	const keys = [key, ...otherKeys].map(({ by, value }) => `the ${KEY_WORDS[by]} "${value}"`);
	return {
		kind: 'notFound',
		says: `No user with ${keys.join(' or ')} was found`,
		todo: 'Check the value of User, and whether the credential may see this user.',
	};
}

/** Several users have this key, as a failure of the item. */
export function several({ by, value }: MatchKey, candidates: readonly string[]): Failure {
	return {
		kind: 'ambiguous',
		says: `${candidates.length} users have the ${KEY_WORDS[by]} "${value}": ${candidates.join(', ')}`,
		todo: 'Choose one of them by ID.',
	};
}

/**
 * The one profile among those found.
 * @throws FailureError `notFound` or `ambiguous`
 */
export function theOne<Doc>(key: MatchKey, found: ReadonlyArray<Profile<Doc>>): Profile<Doc> {
	const [only, ...others] = found;
	if (!only) throw failed(nobody(key));
	if (others.length > 0)
		throw failed(
			several(
				key,
				found.map(({ id }) => id),
			),
		);
	return only;
}
