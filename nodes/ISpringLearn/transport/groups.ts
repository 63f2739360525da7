import type { Change, FieldName } from '../../shared/provisioning/types';
import { missing } from '../compare';
import { GROUP_IDS, type ISpringProfile } from '../profile';

/*
 * Where there is a group to join, an update names all groups of the user. Each protocol's page speaks of groups that the
 * user "will be added to", and none says whether the others stay: all of them is right both ways.
 */

/** The changes that an update carries: groups only where one is joined, because it takes nobody out of one. */
export function withGroupsToJoin(current: ISpringProfile, changes: readonly Change[]): readonly Change[] {
	return changes.filter((change) => change.field !== GROUP_IDS || joinsGroups(change, current));
}

/** The groups go along where one is joined: those that the user stays in, too. */
export function groupsAlong(current: ISpringProfile, changes: readonly Change[]): readonly FieldName[] {
	return changes.filter((change) => change.field === GROUP_IDS && joinsGroups(change, current)).map(({ field }) => field);
}

function joinsGroups({ to }: Change, current: ISpringProfile): boolean {
	return missing(current.fields.get(GROUP_IDS), to).length > 0;
}
