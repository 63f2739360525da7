import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed, type Failure } from '../failure';
import { DEFAULT_LIMITS, LIMIT_LABELS, SMALLEST_POPULATION, type GuardLimits, type Population } from '../provisioning/guard';

type Limit = keyof GuardLimits;

const NAMES: Readonly<Record<Limit, string>> = {
	changes: 'maxChanges',
	share: 'maxShare',
	deactivations: 'maxDeactivations',
	deletions: 'maxDeletions',
	identityChanges: 'maxIdentityChanges',
};

const DESCRIPTIONS: Readonly<Record<Limit, string>> = {
	changes: 'How many users one execution may change. When more would change, nothing is written and the error lists what was planned.',
	share: `How many users one execution may change, in percent of its items. Counts from ${SMALLEST_POPULATION} items on; 100 switches it off.`,
	deactivations: 'How many users may lose access in one execution, whether they are deactivated, archived or get such a status',
	deletions: 'How many users may be deleted in one execution',
	identityChanges: 'How many users may get another e-mail address or login in one execution',
};

const SHARE_OF_DIRECTORY = `How many users one execution may change, in percent of all users at the vendor. Counts from ${SMALLEST_POPULATION} users on; 100 switches it off.`;

/**
 * The options that raise the guard's limits. They hold for the execution, so they take no expression of an item.
 * @param of what the share is a share of
 */
export function guardOptions(limits: readonly Limit[], of: Population['of'] = 'items'): INodeProperties[] {
	return limits.map((limit) => option(limit, DEFAULT_LIMITS[limit], of));
}

function option(limit: Limit, usual: number, of: Population['of']): INodeProperties {
	return {
		displayName: LIMIT_LABELS[limit],
		name: NAMES[limit],
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 0, ...(limit === 'share' ? { maxValue: 100 } : {}), numberPrecision: 0 },
		default: usual,
		description: limit === 'share' && of === 'directory' ? SHARE_OF_DIRECTORY : DESCRIPTIONS[limit],
	};
}

/** Why a call for this many users at once must stop; undefined when it may go on. For calls that plan nothing user by user. */
export function tooMany(context: IExecuteFunctions, limit: Exclude<Limit, 'share'>, users: number): Failure | undefined {
	const most = guardLimits(context)[limit];
	if (users <= most) return undefined;
	return {
		kind: 'guarded',
		says: `Stopped before anything was written: ${users === 1 ? '1 user is' : `${users} users are`} meant, and at most ${most} may`,
		todo: `Check the list. If it is right, raise "${LIMIT_LABELS[limit]}" to ${users} under Options.`,
	};
}

/** @throws FailureError `invalid` for what is no number, so that a guard is never off by accident */
export function guardLimits(context: IExecuteFunctions): GuardLimits {
	const limitOf = (limit: Limit): number => {
		const given: unknown = context.getNodeParameter(`options.${NAMES[limit]}`, 0, DEFAULT_LIMITS[limit]);
		const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
		if (typeof number === 'number' && number >= 0) return number;
		throw failed({
			kind: 'invalid',
			parameter: LIMIT_LABELS[limit],
			says: `${LIMIT_LABELS[limit]} is not a number: "${String(given)}"`,
			todo: 'Write a number of 0 or more.',
		});
	};
	return {
		changes: limitOf('changes'),
		share: limitOf('share'),
		deactivations: limitOf('deactivations'),
		deletions: limitOf('deletions'),
		identityChanges: limitOf('identityChanges'),
	};
}
