import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../failure';
import { DEFAULT_LIMITS, type GuardLimits, LIMIT_LABELS, type Population, SMALLEST_POPULATION } from '../../provisioning/guard';
import type { MatchBy } from '../../provisioning/types';
import { booleanOf } from './readings';
import { EMPTY_OPTIONS } from './emptyValues';
import { incompleteListOption } from './incompleteLists';
import { otherKeysOption, type UserMode } from './user';

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

/** How much of one kind an execution may take away: an option of the operation, and what the guard compares with. */
export type RecordLimit = Readonly<{
	displayName: string;
	name: string;
	default: number;
	description: string;
	/** How a sentence counts them: `group`, `groups`. */
	one: string;
	many: string;
	/** What would become of them: `be deleted`. */
	would: string;
}>;

/** The same limit for a call that takes many users at once and plans nothing user by user. */
export function usersLimit(limit: 'changes' | 'deactivations'): RecordLimit {
	const would = limit === 'changes' ? 'change' : 'lose access';
	const [displayName, name, usual] = [LIMIT_LABELS[limit], NAMES[limit], DEFAULT_LIMITS[limit]];
	return { displayName, name, default: usual, description: DESCRIPTIONS[limit], one: 'user', many: 'users', would };
}

/** @throws FailureError `invalid` for what is no number, so that a guard is never off by accident */
export function limitValue(
	context: IExecuteFunctions,
	{ displayName, name, default: usual }: Pick<RecordLimit, 'displayName' | 'name' | 'default'>,
): number {
	const given: unknown = context.getNodeParameter(`options.${name}`, 0, usual);
	const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	if (typeof number === 'number' && number >= 0) return number;
	throw failed({
		kind: 'invalid',
		parameter: displayName,
		says: `${displayName} is not a number: "${String(given)}"`,
		todo: 'Write a number of 0 or more.',
	});
}

/** @throws FailureError `invalid` */
export function guardLimits(context: IExecuteFunctions): GuardLimits {
	const limitOf = (limit: Limit): number =>
		limitValue(context, { displayName: LIMIT_LABELS[limit], name: NAMES[limit], default: DEFAULT_LIMITS[limit] });
	return {
		changes: limitOf('changes'),
		share: limitOf('share'),
		deactivations: limitOf('deactivations'),
		deletions: limitOf('deletions'),
		identityChanges: limitOf('identityChanges'),
	};
}

/** The option that shows what an operation would do. It holds for the execution. */
export const previewOption: INodeProperties = {
	displayName: 'Preview (Dry Run)',
	name: 'preview',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to write nothing and show what would be done instead: per item the action, how the user was found, each change, and the requests that would be sent',
};

/** @throws FailureError `invalid` for what is neither true nor false, so that nothing is written by mistake */
export function isPreview(context: Pick<IExecuteFunctions, 'getNodeParameter'>): boolean {
	return booleanOf(context, 0, previewOption, 'options');
}

/** What kind of write an operation makes: it decides which limits its guard offers. */
type Kind = 'create' | 'update' | 'activate' | 'deactivate' | 'delete' | 'sync';

const LIMITS: Readonly<Record<Kind, ReadonlyArray<keyof GuardLimits>>> = {
	create: ['changes', 'share'],
	update: ['changes', 'share', 'deactivations', 'identityChanges'],
	activate: ['changes', 'share'],
	deactivate: ['changes', 'share', 'deactivations'],
	delete: ['changes', 'share', 'deletions'],
	sync: ['changes', 'share', 'deactivations', 'identityChanges'],
};

type Choices = Readonly<{
	/** Keys that can be tried after the one under User; none for operations that don't look users up. */
	otherKeys?: ReadonlyArray<UserMode<MatchBy>>;
	/** Whether the operation maps fields, which then can be emptied. */
	clears?: boolean;
}>;

/** The options that every operation which writes users shares: preview, guard, further keys, emptiness. */
export function optionsOfWrites(kind: Kind, { otherKeys, clears = false }: Choices = {}): INodeProperties[] {
	return [
		previewOption,
		...guardOptions(LIMITS[kind], kind === 'sync' ? 'directory' : 'items'),
		...(otherKeys ? [otherKeysOption(otherKeys)] : []),
		...(clears ? EMPTY_OPTIONS : []),
		...(kind === 'sync' ? [incompleteListOption] : []),
	];
}
