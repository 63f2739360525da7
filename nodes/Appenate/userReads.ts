import { failed } from '../shared/failure';
import { composed, folded, inAnyForm } from '../shared/provisioning/keys';
import type { FieldValue, MatchKey } from '../shared/provisioning/types';
import type { AppenateKey, AppenateWith } from './appenateDirectory';
import { guid, toProfile, type AppenateProfile, type PlacesAs } from './profile';
import { unreadable } from './transport/failure';
import type { AppenateRequest } from './transport/request';
import { searchUsers } from './userSearch';

export type UserReads = Readonly<{
	find: (key: MatchKey<AppenateKey>, how: AppenateWith) => Promise<readonly AppenateProfile[]>;
	byId: (id: string, placesAs: PlacesAs) => Promise<AppenateProfile>;
}>;

/** How users are read. Sources: "GET User (Details)", "GET User (User Search)" of eForms Mobile. */
export function userReads(request: AppenateRequest): UserReads {
	const details = async (id: string): Promise<AppenateProfile> => {
		const { User } = await request({ method: 'GET', path: '/user', query: [['Id', guid(id)]] });
		return expected(id, toProfile(User));
	};

	/** The details show groups and folders by ID only; the search shows them in every form. */
	const byId = async (id: string, placesAs: PlacesAs): Promise<AppenateProfile> => {
		const user = await details(id);
		if (placesAs === 'ids') return user;
		const email = user.fields.get('Email');
		const found = typeof email === 'string' && email !== '' ? await searchUsers(request, { query: [['Email', email]], placesAs }) : [];
		const twin = found.find((one) => one.id === user.id);
		if (!twin) throw noPlaces(user);
		const { Folders = [], Groups = [] } = twin.record;
		return toProfile({ ...user.record, Folders, Groups });
	};

	const find = async (key: MatchKey<AppenateKey>, { placesAs }: AppenateWith): Promise<readonly AppenateProfile[]> => {
		const { by } = key;
		if (by === 'id') return [await byId(key.value, placesAs)];
		const field = by === 'email' ? 'Email' : 'ExternalId';
		return await inAnyForm(key, async ({ value }) => {
			const found = await searchUsers(request, { query: [[field, value]], placesAs });
			return found.filter(({ fields }) => matches(by, fields.get(field), value));
		});
	};

	return { find, byId };
}

/** @throws FailureError `unreadable` when an answer is about somebody else */
export function expected(id: string, user: AppenateProfile): AppenateProfile {
	if (user.id !== guid(id)) throw unreadable(200, `it is about another user (${user.id})`);
	return user;
}

/** The search may fit parts of a value, so only whole, equal values count; in an e-mail address capitals don't. */
function matches(by: 'email' | 'externalId', stored: FieldValue | undefined, wanted: string): boolean {
	if (typeof stored !== 'string') return false;
	return by === 'email' ? folded(stored) === folded(wanted) : composed(stored) === composed(wanted);
}

function noPlaces({ id }: AppenateProfile): Error {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `The groups and folders of the user ${id} can only be read by ID: the user search does not show this user`,
		todo: 'Set the option "Groups and Folders Are Given As" to IDs.',
	});
}
