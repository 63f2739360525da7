import { beforeWriting, failed } from '../../shared/failure';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import type { ProfileField } from '../user/accountFields';
import { idsWithout, missing, texts } from '../user/compare';
import { fieldText, GROUP_IDS, isProperty, PASSWORD, type ISpringProfile } from '../user/profile';

/*
 * What goes along with an update without being changed, and whether somebody else changed it meanwhile.
 */

/** Types that SOAP's page "Updating User's Profile" exempts from what is mandatory: the newer one the country alone, the older one lists too. */
const EXEMPT = /^country$/i;
export const PERHAPS_EXEMPT = /^(country|list)$/i;

type Settings = ReadonlyArray<Pick<ProfileField, 'name' | 'type' | 'required'>>;
type Pairs = ReadonlyArray<readonly [FieldName, string]>;

/** The mandatory fields that do not change: they go along as they are now. */
export function fieldsAlong(current: ISpringProfile, changes: readonly Change[], account: Settings): Pairs {
	const changed = new Set(changes.map(({ field }) => field.toLowerCase()));
	return account.flatMap(({ name, type, required }): Pairs => {
		const now = fieldText(current, name);
		const isAsItIs = !required || changed.has(name.toLowerCase()) || isProperty(name) || EXEMPT.test(type);
		const hasNone = now === undefined || (now === '' && PERHAPS_EXEMPT.test(type));
		return isAsItIs || hasNone ? [] : [[name, now]];
	});
}

/**
 * What an update of the older protocols must hold: every mandatory field as it is now, the changes laid
 * over, names as the account spells them. A password can't be read back, so it is sent only to change it.
 */
export function fullFields(current: ISpringProfile, changes: readonly Change[], account: Settings): Pairs {
	const spelled = new Map(account.map(({ name }) => [name.toLowerCase(), name]));
	const changed = changes.filter(({ field }) => field === PASSWORD || !isProperty(field));
	return [
		...fieldsAlong(current, changes, account),
		...changed.map(({ field, to }) => [spelled.get(field.toLowerCase()) ?? field, asText(to)] as const),
	];
}

/** Every field of a user is text on the wire. */
export function asText(value: FieldValue | null): string {
	if (value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

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
	return changes.some((change) => change.field === GROUP_IDS && joinsGroups(change, current)) ? [GROUP_IDS] : [];
}

function joinsGroups({ to }: Change, current: ISpringProfile): boolean {
	return missing(current.fields.get(GROUP_IDS), to).length > 0;
}

type Sending = Readonly<{
	planned: ISpringProfile;
	changes: readonly Change[];
	/** What goes along without being changed: another value that somebody gave it meanwhile would be lost. */
	along: readonly FieldName[];
	byId: (id: string) => Promise<readonly ISpringProfile[]>;
}>;

/** Asked around a write that sends more than it changes. Where nothing goes along, nothing is read. */
type Untouched = Readonly<{
	/** @throws FailureError `conflict`, or `notFound` for a user who is gone */
	before: () => Promise<void>;
	/** The same before the write is sent again: what an earlier try of it may have done is nobody else's change. */
	again: () => Promise<void>;
}>;

export function untouchedBy({ planned, changes, along, byId }: Sending): Untouched {
	const groupsBefore = planned.fields.get(GROUP_IDS);
	const groupsAfter = changes.find(({ field }) => field === GROUP_IDS)?.to;
	const assertUntouched = async (groups: FieldValue | null | undefined): Promise<void> => {
		if (along.length === 0) return;
		const [now] = await byId(planned.id);
		if (!now) throw gone();
		const touched = along.filter((name) =>
			name === GROUP_IDS
				? areGroupsTouched(texts(now.fields.get(name)), { before: texts(groupsBefore), after: texts(groups) })
				: fieldText(now, name) !== fieldText(planned, name),
		);
		if (touched.length > 0) throw conflict(planned.id, touched);
	};
	return {
		before: async () => await beforeWriting(assertUntouched(groupsBefore)),
		again: async () => await assertUntouched(groupsAfter),
	};
}

/** A group that is neither of those before nor of those after, or one of both that is missing, is somebody else's doing. */
function areGroupsTouched(now: readonly string[], { before, after }: Readonly<Record<'before' | 'after', readonly string[]>>): boolean {
	const kept = idsWithout(before, idsWithout(before, after));
	return idsWithout(now, [...before, ...after]).length + idsWithout(kept, now).length > 0;
}

function conflict(id: string, touched: readonly FieldName[]) {
	return failed({
		kind: 'conflict',
		says: `The user ${id} was changed by someone else while this item ran (${touched.join(', ')})`,
		todo: 'Run this item again. Its last write was not sent, because every update includes these fields and the other change would be lost.',
	});
}

function gone() {
	return failed({
		kind: 'notFound',
		says: 'No user has this ID anymore',
		todo: 'The user existed a moment ago and may just have been deleted.',
	});
}
