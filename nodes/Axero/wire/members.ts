import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { jsonNumber, type Json } from '../../shared/json/json';
import type { AxeroRequest } from './request';

/** A user in a space, both by ID. */
export type Membership = Readonly<{ space: string; user: string }>;

/**
 * Makes a user a member. The body is the bare ID, a number.
 * Source: the vendor's mobile app of 2018 (POST /api/spaces/{id}/users).
 * @throws FailureError `refused` when Axero says no or answers false
 */
export async function addMember(request: AxeroRequest, { space, user }: Membership): Promise<void> {
	const path = `/spaces/${pathSegment('Space', space)}/users`;
	const { data } = await request({ method: 'POST', path, body: userNumber(user), about: `user ${user} in space ${space}` });
	if (data === false) throw refused(`did not add user ${user} to space ${space}`);
}

/**
 * Lets in somebody who asked to join a space, or not. The body is a bare true or false; true comes back when it was done.
 * Source: the vendor's mobile app of 2018 (PUT /api/spaces/{id}/users/{userId}/membership/status).
 * @throws FailureError `refused` when Axero says no or does not answer true
 */
export async function settleRequest(request: AxeroRequest, { space, user }: Membership, approved: boolean): Promise<void> {
	const path = `/spaces/${pathSegment('Space', space)}/users/${pathSegment('User', user)}/membership/status`;
	const { data } = await request({ method: 'PUT', path, body: approved, about: `user ${user} in space ${space}` });
	if (data !== true) throw refused(`did not settle a request of user ${user} to join space ${space}`);
}

function userNumber(id: string): Json {
	if (/^\d+$/.test(id)) return jsonNumber(id);
	throw failed({
		kind: 'invalid',
		parameter: 'User',
		says: `"${id}" is not the ID of a user: Axero's IDs are whole numbers`,
	});
}

function refused(what: string) {
	return failed({
		kind: 'refused',
		status: 200,
		says: `Axero ${what}, and does not say why`,
		todo: 'Check whether the user is a member already or has not asked to join, and whether the credential may manage this space.',
	});
}
