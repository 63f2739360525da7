import { failed, type FailureError } from '../../shared/failure';
import { remembering } from '../../shared/provisioning/recordFinder';
import { counted } from '../../shared/words';
import { isSameId, uniqueIds } from './compare';
import type { ISpringDirectory } from './iSpringDirectory';
import { SILENT, type ISpringKey } from './profile';
import { isUuid } from './uuid';

/** Current IDs, and the whole numbers of older accounts. */
const isId = (text: string): boolean => isUuid(text) || /^\d+$/.test(text);

/** Finds the IDs of users whom people name by ID, email address or login, one after another and each in the order given. */
export type NamedUsers = (users: readonly string[], parameter: string) => Promise<readonly string[]>;

/** Calls that take users by ID only. An ID is sent as it is; of equal names, one is looked up in an execution. */
export function namedUsers({ find }: Pick<ISpringDirectory, 'find'>): NamedUsers {
	const idsOf = remembering(async (by: ISpringKey, value: string) => (await find({ by, value }, SILENT)).map(({ id }) => id));

	/** Logins may be email addresses: whoever has it as an address comes first. */
	const found = async (user: string): Promise<readonly string[]> => {
		if (!user.includes('@')) return await idsOf('login', user);
		const byEmail = await idsOf('email', user);
		return byEmail.length > 0 ? byEmail : await idsOf('login', user);
	};

	return async (users, parameter) => {
		const ids: string[] = [];
		for (const user of users) {
			if (isId(user)) {
				ids.push(user);
				continue;
			}
			const [id, ...others] = await found(user);
			if (id === undefined) throw nobody(user, parameter);
			if (others.some((other) => !isSameId(other, id))) throw several(user, [id, ...others]);
			ids.push(id);
		}
		return uniqueIds(ids);
	};
}

function nobody(user: string, parameter: string): FailureError {
	return failed({
		kind: 'notFound',
		parameter,
		says: `No user with the email address or login "${user}" was found`,
		todo: `Check the value of ${parameter}, and whether the credential has access to this user.`,
	});
}

function several(user: string, ids: readonly string[]): FailureError {
	return failed({
		kind: 'ambiguous',
		says: `${counted(ids.length, 'user')} have the email address or login "${user}": ${ids.join(', ')}`,
		todo: 'Name the user by ID.',
	});
}
