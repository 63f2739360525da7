import { failed, type FailureError } from '../../shared/failure';
import type { MatchKey } from '../../shared/provisioning/types';
import { isSameId } from '../user/compare';
import { hasKey, type ISpringKey, type ISpringProfile } from '../user/profile';

/*
 * What an answer holds is what gets written to. An answer about somebody else, as a cache or a gateway can mix them up,
 * is neither the one that was asked for nor nobody.
 */

/** @throws FailureError `unreadable` when a record has another ID than the one that it was asked for by */
export function assertAsked(what: 'user' | 'group' | 'department', asked: string, answered: string): void {
	if (!isSameId(asked, answered)) throw mixedUp(`the ${what} with the ID "${asked}"`, `the ${what} ${answered}`);
}

/** @throws FailureError `unreadable` for a user with another ID */
export function askedById(id: string, profile: ISpringProfile): ISpringProfile {
	assertAsked('user', id, profile.id);
	return profile;
}

const KEYS: Readonly<Record<Exclude<ISpringKey, 'id'>, string>> = { email: 'email address', login: 'login' };

/**
 * Those of a search who have the key. More may be there, where a filter means more than it says.
 * @throws FailureError `unreadable` when there are people, and none of them has it
 */
export function askedByKey(key: MatchKey<'email' | 'login'>, found: readonly ISpringProfile[]): readonly ISpringProfile[] {
	const fitting = found.filter((profile) => hasKey(profile, key));
	const [other] = found;
	if (other && fitting.length === 0)
		throw mixedUp(`the user with the ${KEYS[key.by]} "${key.value}"`, `the user ${other.id}, who has another`);
	return fitting;
}

/**
 * A new user, under the ID that the answer to the creation gave.
 * @throws FailureError `unreadable` when that ID belongs to somebody with neither the login nor the email address
 */
export function assertNewcomer(profile: ISpringProfile, { login, email }: Readonly<Record<'login' | 'email', string | undefined>>): void {
	const name = email ?? login;
	const has = (by: 'login' | 'email', value: string | undefined): boolean => value !== undefined && hasKey(profile, { by, value });
	if (name !== undefined && !has('login', login) && !has('email', email))
		throw mixedUp(`a new user "${name}"`, `the ID ${profile.id}, which belongs to another user`);
}

function mixedUp(asked: string, answered: string): FailureError {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `iSpring was asked for ${asked} and answered with ${answered}`,
		todo: 'Run this item again. If it happens again, something between n8n and iSpring mixes up answers.',
	});
}
