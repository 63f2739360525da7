import { failureOf, type ListEnd } from '../../shared/failure';
import { readAll } from '../../shared/http/pages';
import { scalarText } from '../../shared/json/json';
import type { Profile, UserId } from '../../shared/provisioning/types';
import { currentUser } from './axeroDirectory';
import { IDENTIFIERS, type AxeroUser } from './profile';
import type { ScimPerson } from './scimPerson';
import type { ScimUsers } from './scimUsers';
import { namesOf, seenBy } from './switching';
import type { AxeroRequest } from '../wire/request';

type People = AsyncGenerator<Profile<AxeroUser>, ListEnd>;

/** Words of RFC 7643's `roles`; whether Axero's SCIM service shows any is not known. */
const ADMINISTRATIVE = /admin|owner/i;

/** Who among everybody is active, and who is never taken for a leaver. */
export type LeaverProtection = Readonly<{
	/** Everybody with their status. The SCIM service's users are read once, after them: who is gone by then is no leaver. */
	joined: (people: People) => People;
	/** Of somebody who was listed. Pure. */
	whyProtected: (id: UserId) => string | undefined;
}>;

export function leaverProtection(request: AxeroRequest, scim: ScimUsers): LeaverProtection {
	const whys = new Map<UserId, string>();
	return {
		joined: async function* (people) {
			const { rows, end } = await readAll(people);
			const own = scalarText((await currentUser(request))[IDENTIFIERS.id]);
			const scimEnd = await scim.readAll();
			for (const person of rows) {
				const seen = await scim.find(person.id, namesOf(person)).catch((error: unknown) => failureOf(error).says);
				const why = person.id === own ? "the credential's own user" : whyKept(seen);
				if (why !== undefined) whys.set(person.id, why);
				yield typeof seen === 'string' ? person : seenBy(seen, person);
			}
			return bothEnds(end, scimEnd);
		},
		whyProtected: (id) => whys.get(id),
	};
}

/** @param seen why nobody could be told, as a text */
function whyKept(seen: ScimPerson | string | undefined): string | undefined {
	if (typeof seen === 'string') return seen;
	if (!seen) return "not shown by Axero's SCIM service";
	const role = seen.roles.find((word) => ADMINISTRATIVE.test(word));
	return role === undefined ? undefined : `has the role ${role}`;
}

/** Where the SCIM service may hide somebody, nobody is taken for a leaver. */
function bothEnds(people: ListEnd, scim: ListEnd): ListEnd {
	if (!people.complete || scim.complete) return people;
	return { complete: false, lacks: 'details', why: `Axero's SCIM service: ${scim.why}` };
}
