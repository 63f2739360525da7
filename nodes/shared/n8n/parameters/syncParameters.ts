import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../failure';
import { keyTexts } from '../../fields/keyText';
import type { FieldSpec } from '../../fields/spec';
import { folded } from '../../provisioning/keys';
import type { LeaverRules } from '../../provisioning/leavers';
import type { Profile } from '../../provisioning/types';
import { conditionsOf, conditionsParameter, meetsCondition, SCOPE, type Condition } from './leaverConditions';
import { booleanOf, choiceOf } from './readings';
import type { ShownFor } from './options';

/** What becomes of an item with no matching user. */
type IfNotFound = 'create' | 'report' | 'ignore';

const IF_NOT_FOUND = { displayName: 'If Not Found', name: 'ifNotFound', default: 'report' } as const;
export const LEAVERS = { displayName: 'Users Missing From the List', name: 'leavers', default: 'report' } as const;
/** Whether everybody who is not in the list may be deactivated. */
const INCLUDE_ALL_USERS = { displayName: 'Include All Users', name: 'includeAllUsers', type: 'boolean', default: false } as const;
export const NEVER_DEACTIVATE = { displayName: 'Never Deactivate', name: 'neverDeactivate', default: '' } as const;

/**
 * "If Not Found in …", "Users Missing From the List", and among whom those are looked for.
 * @param vendor its name
 * @param deactivates whether users can be deactivated there
 */
export function syncParameters(
	show: ShownFor,
	{ vendor, deactivates }: Readonly<{ vendor: string; deactivates: boolean }>,
): INodeProperties[] {
	return [
		{
			...IF_NOT_FOUND,
			displayName: `${IF_NOT_FOUND.displayName} in ${vendor}`,
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Create', value: 'create', description: 'Create a user' },
				{ name: 'Ignore', value: 'ignore', description: 'Return the item as ignored' },
				{ name: 'Report', value: 'report', description: 'Return the item as missing' },
			],
			displayOptions: { show },
			description: 'What to do with items with no matching user',
		},
		leaversParameter(show, deactivates),
		{
			...INCLUDE_ALL_USERS,
			displayOptions: { show: { ...show, [LEAVERS.name]: ['deactivate'] } },
			description: `Whether the list includes everyone who has an account, so that all other users may be deactivated. When off, ${SCOPE.displayName} says which of them.`,
		},
		scopeParameter(show),
		...(deactivates ? [neverDeactivateParameter(show)] : []),
	];
}

/** The parameters that say among whom leavers are looked for, where they are only reported. */
export function leaverReportParameters(show: ShownFor): INodeProperties[] {
	return [leaversParameter(show, false), scopeParameter(show)];
}

function scopeParameter(show: ShownFor): INodeProperties {
	return conditionsParameter({ ...show, [LEAVERS.name]: ['deactivate', 'report'] });
}

function leaversParameter(show: ShownFor, deactivates: boolean): INodeProperties {
	return {
		...LEAVERS,
		type: 'options',
		noDataExpression: true,
		options: [
			...(deactivates
				? [
						{
							name: 'Deactivate',
							value: 'deactivate',
							description: "Deactivate them after all items, except administrators. If a user can't be created, no one is deactivated.",
						},
					]
				: []),
			{ name: 'Ignore', value: 'ignore', description: 'Leave them out of the results' },
			{ name: 'Report', value: 'report', description: 'Return each one as a leaver, after the items' },
		],
		displayOptions: { show },
		description: "What to do with active users who aren't in the list",
	};
}

/** Who is never deactivated. */
function neverDeactivateParameter(show: ShownFor): INodeProperties {
	return {
		...NEVER_DEACTIVATE,
		type: 'string',
		placeholder: 'e.g. admin@example.com, it@example.com',
		displayOptions: { show: { ...show, [LEAVERS.name]: ['deactivate'] } },
		description: 'Comma-separated list of email addresses or IDs of users who are never deactivated',
	};
}

/** @throws FailureError `invalid` for a choice that there isn't */
export function ifNotFoundOf(context: IExecuteFunctions): IfNotFound {
	return choiceOf(context, 0, IF_NOT_FOUND, { words: ['create', 'report', 'ignore'] });
}

/** @throws FailureError `invalid` for a choice that there isn't */
export function leaversThenOf(context: IExecuteFunctions): LeaverRules<unknown>['then'] {
	return choiceOf(context, 0, LEAVERS, { words: ['report', 'deactivate', 'ignore'] });
}

/** `conditions`: what tells leavers apart, none where they are ignored. */
export type ConditionalRules<Doc> = LeaverRules<Doc> & Readonly<{ conditions: readonly Condition[] }>;

/**
 * Among whom leavers are looked for, and who is kept.
 * @param own what becomes of leavers, and what the vendor itself tells: its fields, administrators, the credential's own user
 * @throws FailureError `invalid` when anybody could be deactivated by accident
 */
export function leaverRules<Doc>(
	context: IExecuteFunctions,
	own: Readonly<{
		then: LeaverRules<Doc>['then'];
		fields: readonly FieldSpec[];
		whyProtected: (profile: Profile<Doc>) => string | undefined;
		emailOf: (profile: Profile<Doc>) => string | undefined;
	}>,
): ConditionalRules<Doc> {
	const { then } = own;
	const conditions = then === 'ignore' ? [] : conditionsOf(context, own.fields);
	if (then === 'deactivate' && conditions.length === 0 && !booleanOf(context, 0, INCLUDE_ALL_USERS))
		throw invalid(
			SCOPE.displayName,
			'Users missing from the list would be deactivated, but nothing says which users the list covers',
			`Add a condition under ${SCOPE.displayName}, or turn on ${INCLUDE_ALL_USERS.displayName}.`,
		);
	const kept = neverDeactivated(context);
	return {
		then,
		conditions,
		inScope: (profile) => conditions.every((condition) => meetsCondition(profile, condition)),
		whyKept: (profile) => {
			const isNamed = [profile.id, own.emailOf(profile)].some((key) => key !== undefined && kept.has(folded(key)));
			return isNamed ? 'named under Never Deactivate' : own.whyProtected(profile);
		},
	};
}

/**
 * As {@link folded} keys.
 * @throws FailureError `invalid` for what can't be a key: it would protect nobody
 */
export function neverDeactivated(context: IExecuteFunctions): ReadonlySet<string> {
	const { displayName, name, default: nobody } = NEVER_DEACTIVATE;
	const given: unknown = context.getNodeParameter(name, 0, nobody);
	return new Set(keyTexts(displayName, given).map(folded));
}
