import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../failure';
import { DEFAULT_LIMITS, type GuardLimits, LIMIT_LABELS, SMALLEST_POPULATION } from '../../provisioning/guard';
import type { MatchBy } from '../../provisioning/types';
import { emptyFieldsOption } from './emptyValues';
import { groupOption, SAFETY_LIMITS } from './groups';
import { includeUserOption } from './included';
import { numberOption, type NumberOption } from './options';
import { otherKeysOption, type UserMode } from './user';

/** How much of one kind an execution may take away: an option of the operation, and what the guard compares with. */
export type RecordLimit = NumberOption &
	Readonly<{
		/** How a sentence counts them: `group`, `groups`. */
		one: string;
		many: string;
		/** What would become of them: `be deleted`. */
		would: string;
	}>;

function limitOption(limit: keyof GuardLimits, name: string, description: string): NumberOption {
	return { displayName: LIMIT_LABELS[limit], name, default: DEFAULT_LIMITS[limit], description };
}

/** The parameters that raise the guard's limits. */
const GUARD: Readonly<Record<keyof GuardLimits, NumberOption>> = {
	changes: limitOption('changes', 'maxChanges', 'How many users one execution may change. If more would change, nothing is written.'),
	share: limitOption(
		'share',
		'maxShare',
		`What percentage of its items one execution may change. Applies from ${SMALLEST_POPULATION} items on; 100 means no limit.`,
	),
	deactivations: limitOption(
		'deactivations',
		'maxDeactivations',
		'How many users may lose access in one execution, by being deactivated, archived or given such a status',
	),
	deletions: limitOption('deletions', 'maxDeletions', 'How many users may be deleted in one execution'),
	identityChanges: limitOption(
		'identityChanges',
		'maxIdentityChanges',
		'How many users may get a new email address or login in one execution',
	),
};

const SHARE_OF_DIRECTORY = `What percentage of all users in the directory one execution may change. Applies from ${SMALLEST_POPULATION} users on; 100 means no limit.`;

/** The same limit for a call that takes many users at once and plans nothing user by user. */
export function usersLimit(limit: 'changes' | 'deactivations'): RecordLimit {
	return { ...GUARD[limit], one: 'user', many: 'users', would: limit === 'changes' ? 'change' : 'lose access' };
}

/** @throws FailureError `invalid` for what is no number, so that a guard is never off by accident */
export function limitValue(context: IExecuteFunctions, { displayName, name, default: usual }: NumberOption): number {
	const given: unknown = context.getNodeParameter(`${SAFETY_LIMITS.path}.${name}`, 0, usual);
	const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	if (typeof number === 'number' && number >= 0) return number;
	throw invalid(displayName, `${displayName} is not a number: "${String(given)}"`, 'Enter a number of 0 or more.');
}

/** @throws FailureError `invalid` */
export function guardLimits(context: IExecuteFunctions): GuardLimits {
	return {
		changes: limitValue(context, GUARD.changes),
		share: limitValue(context, GUARD.share),
		deactivations: limitValue(context, GUARD.deactivations),
		deletions: limitValue(context, GUARD.deletions),
		identityChanges: limitValue(context, GUARD.identityChanges),
	};
}

/** What kind of write an operation makes: it decides which limits its guard offers, and whether fields can be emptied. */
type Kind = 'create' | 'update' | 'activate' | 'deactivate' | 'delete' | 'sync';

type Writing = Readonly<{
	/** What can be tried after the key under User; none for operations that don't look users up. */
	otherKeys?: ReadonlyArray<UserMode<MatchBy>>;
	/** Whether a change of fields can keep somebody out at this vendor. */
	keepsOut?: boolean;
}>;

/** Beside how many users may change, and what share of all: the limits that an operation can pass. */
function limitsOf(kind: Kind, keepsOut: boolean): readonly NumberOption[] {
	if (kind === 'delete') return [GUARD.deletions];
	const edits = kind === 'update' || kind === 'sync';
	return [...(kind === 'deactivate' || (edits && keepsOut) ? [GUARD.deactivations] : []), ...(edits ? [GUARD.identityChanges] : [])];
}

/** The options that every operation which writes users shares: guard, further keys, emptiness. */
export function optionsOfWrites(kind: Kind, { otherKeys, keepsOut = false }: Writing = {}): INodeProperties[] {
	const share = kind === 'sync' ? { ...GUARD.share, description: SHARE_OF_DIRECTORY } : GUARD.share;
	const limits = [GUARD.changes, { ...share, maxValue: 100 }, ...limitsOf(kind, keepsOut)];
	return [
		groupOption(SAFETY_LIMITS, limits.map(numberOption)),
		...(otherKeys ? [otherKeysOption(otherKeys)] : []),
		...(kind === 'update' || kind === 'sync' ? [emptyFieldsOption] : []),
		// Nobody is there after a deletion.
		...(kind === 'delete' ? [] : [includeUserOption]),
	];
}
