import { failed, type FailureError } from '../../shared/failure';
import { formsOf, folded } from '../../shared/provisioning/keys';
import { idKey } from '../user/compare';
import { fieldText, toProfile, type ISpringProfile } from '../user/profile';
import type { RestClient } from '../wire/restClient';
import { gathered, grouped, isId, type Gathered } from './gathered';

/** Somebody whom an item names. */
export type Learner = Readonly<{
	id: string;
	/** As the item named them. */
	person: string;
	/** Whether they can sign in: nobody else can be enrolled (documented). */
	isActive: boolean;
}>;

export type Learners = ReturnType<typeof learners>;

/** The parameter, as the editor shows it. */
const LEARNERS = 'Learners';

const WORDS = { emails: 'email address or login', logins: 'login', userIds: 'ID' } as const;
type By = keyof typeof WORDS;

/** What all spellings of a key share. */
const KEY_OF: Readonly<Record<By, (text: string) => string>> = { emails: folded, logins: folded, userIds: idKey };
const TEXT_OF: Readonly<Record<By, (profile: ISpringProfile) => string>> = {
	emails: (profile) => fieldText(profile, 'email') ?? '',
	logins: (profile) => fieldText(profile, 'login') ?? '',
	userIds: ({ id }) => id,
};

/** Users by email address, login or ID, looked up many at a time (documented: OpenAPI, `GET /users/v2`). */
export function learners(client: RestClient) {
	const lookUp = (by: By): Gathered<readonly ISpringProfile[]> =>
		gathered(async (texts) => {
			const query = texts.flatMap((text) => spellings(by, text)).map((text) => [`${by}[]`, text] as const);
			const { rows } = await client.page({ path: '/users/v2', property: 'userProfiles', idName: 'userId', query }, '');
			const found = grouped(rows.map(toProfile), (profile) => KEY_OF[by](TEXT_OF[by](profile)));
			return new Map(texts.map((text) => [text, found.get(KEY_OF[by](text)) ?? []]));
		});
	const ways: Readonly<Record<By, Gathered<readonly ISpringProfile[]>>> = {
		emails: lookUp('emails'),
		logins: lookUp('logins'),
		userIds: lookUp('userIds'),
	};
	const wayOf = (text: string): By => (isId(text) ? 'userIds' : text.includes('@') ? 'emails' : 'logins');
	const get = async (way: By, text: string): Promise<readonly ISpringProfile[]> => (await ways[way].get(text)) ?? [];
	const want = (text: string): void => ways[wayOf(text)].want(text);

	return {
		want,
		/**
		 * The one whom a text means: an ID, an email address or a login, which may be an email address too.
		 * @throws FailureError `notFound` or `ambiguous`
		 */
		find: async (text: string): Promise<Learner> => {
			const way = wayOf(text);
			const first = await get(way, text);
			const found = first.length === 0 && way === 'emails' ? await get('logins', text) : first;
			const [one, ...others] = found;
			if (!one) throw nobody(WORDS[way], text);
			if (others.length > 0) throw several(WORDS[way], text, found);
			return { id: one.id, person: text, isActive: one.active !== false };
		},
		/** What people call a user by: email address or login; the ID of one who is not there any more. */
		nameOf: async (id: string): Promise<string> => {
			const [one] = await get('userIds', id);
			return (one && (fieldText(one, 'email') || fieldText(one, 'login'))) || id;
		},
	};
}

/** Whether the filters mind capitals, or letters of two characters, is not documented. */
function spellings(by: By, text: string): readonly string[] {
	if (by === 'userIds') return [text];
	return [...new Set(formsOf(text).flatMap((form) => [form, form.toLowerCase()]))];
}

function nobody(words: string, text: string): FailureError {
	return failed({
		kind: 'notFound',
		parameter: LEARNERS,
		says: `No user with the ${words} "${text}" was found`,
		todo: `Check the value of ${LEARNERS}, and whether the credential has access to this user.`,
	});
}

function several(words: string, text: string, found: readonly ISpringProfile[]): FailureError {
	return failed({
		kind: 'ambiguous',
		says: `${found.length} users have the ${words} "${text}": ${found.map(({ id }) => id).join(', ')}`,
		todo: 'Name the user by ID.',
	});
}
