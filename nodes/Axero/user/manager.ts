import { failed, failureOf } from '../../shared/failure';
import type { Reference, Referred } from '../../shared/provisioning/references';
import type { MatchKey, Profile } from '../../shared/provisioning/types';
import type { AxeroRequest } from '../wire/request';
import { detailsOf, keyIn } from './lookUp';
import type { AxeroKey, AxeroUser } from './profile';

type People = ReadonlyArray<Profile<AxeroUser>>;
type FindUsers = (key: MatchKey<AxeroKey>) => Promise<People>;

/** How managers are found. */
export type ManagerSearch = Readonly<{
	request: AxeroRequest;
	/** Answered from the list of all users, where one was read. */
	find: FindUsers;
	/** Past that list. */
	findNow: FindUsers;
	/** Whether that list shows this key of everybody. */
	isShown?: (by: AxeroKey) => boolean;
	/**
	 * What goes as it is, being taken for a user name, which is all that Axero takes: any text without an @; the same but
	 * for numbers, which may be IDs; or nothing, where the text comes from elsewhere.
	 */
	asGiven: 'withoutAt' | 'words' | 'nothing';
}>;

export const REPORTS_TO = 'Reports to';

/**
 * Whom somebody reports to. The field takes the manager's user name (documented); an email address or an ID is looked up.
 * That a user's details show it as the user name, too, is assumed.
 * Source: "REST API: Update User Profile Fields"; the look-ups are those of `lookUp.ts`.
 */
export function managerReference({ request, find, findNow, isShown = () => true, asGiven }: ManagerSearch): Reference<AxeroUser> {
	const inListOrNow: FindUsers = async (key) => {
		const found = await find(key);
		return found.length > 0 || isShown(key.by) ? found : await findNow(key);
	};
	const referred = async ({ id, record }: Profile<AxeroUser>): Promise<Referred> => {
		const username = keyIn(record, 'username') ?? keyIn((await detailsOf(request, id, record)).record, 'username');
		if (username !== undefined) return { value: username, label: keyIn(record, 'email') ?? username };
		throw failed({
			kind: 'unreadable',
			status: 200,
			says: `Axero does not show the username of user ${id}, and Reports To takes nothing else`,
			todo: 'Map the username of the manager.',
			unwritten: true,
		});
	};
	const hits = (by: FindUsers) => async (text: string) => await Promise.all((await meantBy(text, by)).map(referred));

	return {
		field: REPORTS_TO,
		noun: 'manager',
		takes: 'an email address, a username or an ID',
		isOwn: (text) => asGiven !== 'nothing' && !text.includes('@') && (asGiven === 'withoutAt' || !isNumber(text)),
		hits: hits(inListOrNow),
		hitsNow: hits(findNow),
		ofUser: ({ record }) => {
			const username = record && keyIn(record, 'username');
			return username === undefined ? undefined : { value: username, label: username };
		},
	};
}

/** Who is meant by a text, key by key until somebody has one. User names may be email addresses, and numbers. */
async function meantBy(text: string, find: FindUsers): Promise<People> {
	const keys: readonly AxeroKey[] = [
		...(text.includes('@') ? ['email' as const] : []),
		'username',
		...(isNumber(text) ? ['id' as const] : []),
	];
	for (const by of keys) {
		const found = await find({ by, value: text }).catch((error: unknown): People => {
			// Axero refuses an ID that nobody has, in words of its own.
			if (by === 'id' && failureOf(error).kind === 'refused') return [];
			throw error;
		});
		if (found.length > 0) return found;
	}
	return [];
}

function isNumber(text: string): boolean {
	return /^\d+$/.test(text);
}
