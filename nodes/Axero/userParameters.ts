import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../shared/failure';
import { booleanOf, rowsIn } from '../shared/n8n/parameters/readings';
import type { FieldSpec } from '../shared/fields/spec';
import { keyText } from '../shared/fields/keyText';
import type { InputItem } from '../shared/n8n/parameters/leftOut';
import { mappedEdits } from '../shared/n8n/parameters/mapped';
import { joinedEdits } from '../shared/fields/edits';
import { moreEdits, moreFieldsParameters, type MoreFieldsWords } from '../shared/n8n/parameters/moreFields';
import type { ShownFor } from '../shared/n8n/parameters/options';
import { otherKeysOf, userKey, type UserMode } from '../shared/n8n/parameters/user';
import { inputEdits, inputParameters, isScim, scimUserIn, whileFields } from '../shared/n8n/parameters/scim';
import { ownColumns } from '../shared/n8n/parameters/columns';
import type { Edit, FieldEdits, FieldName, MatchKey } from '../shared/provisioning/types';
import { readScim } from '../shared/scim/read';
import { scimTable } from '../shared/scim/table';
import { createEdits } from './user/moreFields';
import { AXERO_FIELDS, IDENTIFIERS, NEWCOMER_FIELDS, type AxeroKey } from './user/profile';
import { AXERO_SCIM } from './user/scim';

/** How somebody who may not be there yet can be named. */
export const PERSON_MODES: ReadonlyArray<UserMode<AxeroKey>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'username', label: 'By Username', placeholder: 'e.g. ana.silva' },
];

/** How a user can be named at Axero. */
export const USER_MODES: ReadonlyArray<UserMode<AxeroKey>> = [...PERSON_MODES, { by: 'id', label: 'By ID', placeholder: 'e.g. 12' }];

/** The option that reads a user back after a write. */
export const verifyOption: INodeProperties = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: false,
	description:
		'Whether to read each user after the write and warn of fields that show another value than the one sent. One more request per written user, to a call that Axero does not document.',
};

export function isVerified(context: IExecuteFunctions, i: number): boolean {
	return booleanOf(context, i, verifyOption, 'options');
}

/** The option that looks before it writes. */
export const compareFirst: INodeProperties = {
	displayName: 'Compare First',
	name: 'compareFirst',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to look each user up first and send only what differs, so that unchanged users are not sent. Axero does not document the calls that search and show users. Off, everything that is mapped is sent unseen.',
};

export function compares(context: IExecuteFunctions): boolean {
	return booleanOf(context, 0, compareFirst, 'options');
}

/** What a new user is found by, above the other fields. */
export function identityParameters(show: ShownFor): INodeProperties[] {
	return [
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. name@email.com',
			default: '',
			required: true,
			displayOptions: { show: whileFields(show) },
			description: 'The e-mail address of the new user',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			placeholder: 'e.g. ana.silva',
			default: '',
			displayOptions: { show: whileFields(show) },
			description: "The name that the new user signs in with. Left empty it is not sent; Axero's bulk import does not do without one.",
		},
	];
}

/** Labels that the field table doesn't know. */
const MORE_LABELS: MoreFieldsWords = {
	description: 'Any other profile or preference field of your site, by its label',
	name: {
		displayName: 'Label',
		placeholder: 'e.g. Share my profile',
		description: 'The label that your site shows for the field, with the same capitals and blanks',
	},
	jsonPlaceholder: 'e.g. {"Share my profile": "false"}',
	jsonDescription: 'Fields as one JSON object with labels as names, added to those above',
};

/** How a person's fields are given: as columns and further labels, or as a SCIM user. */
export function axeroInput(show: ShownFor, notice?: string): INodeProperties[] {
	return [...inputParameters(show, notice), ...moreFieldsParameters(whileFields(show), MORE_LABELS)];
}

/**
 * What an item asks for, in whichever form it is given.
 * @param standard the columns that this operation offers
 * @throws FailureError `invalid`
 */
export function axeroEdits(item: InputItem, standard: readonly FieldSpec[] = AXERO_FIELDS): FieldEdits {
	const { context, i } = item;
	const specs = knownFields(context, i, AXERO_FIELDS);
	return inputEdits(item, {
		specs,
		table: AXERO_SCIM,
		fields: () => {
			const more = moreEdits(context, i, specs);
			return joinedEdits([mappedEdits(item, knownFields(context, i, standard), { beside: more.length > 0 }), more]);
		},
	});
}

/** The standard columns and those that the editor found on the site: "Map Automatically" takes members called like one of them. */
function knownFields(context: IExecuteFunctions, i: number, standard: readonly FieldSpec[]): readonly FieldSpec[] {
	return [...standard, ...ownColumns(context, i, AXERO_FIELDS)];
}

/**
 * All that an item gives of a new user.
 * @throws FailureError `invalid`, also without the address that a new user is found by afterwards
 */
export function newcomerEdits(item: InputItem): FieldEdits {
	const { context, i } = item;
	const fromScim = isScim(context, i);
	const edits = createEdits([...(fromScim ? [] : [identity(context, i)]), axeroEdits(item, NEWCOMER_FIELDS)]);
	const email = edits.get(IDENTIFIERS.email);
	if (email !== undefined && email !== 'clear' && email.set !== '') return edits;
	throw failed({
		kind: 'invalid',
		parameter: fromScim ? 'SCIM User' : 'Email',
		says: 'Email is empty',
		todo: 'Map an address like ana@example.com for every item.',
	});
}

function identity(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, Edit]> {
	const username = keyText('Username', context.getNodeParameter('username', i, ''), 'username');
	return [
		[IDENTIFIERS.email, { set: keyText('Email', context.getNodeParameter('email', i, ''), 'email') }],
		...(username === '' ? [] : [[IDENTIFIERS.username, { set: username }] as const]),
	];
}

const ACTIVE = scimTable([{ path: 'active', field: 'active' }]);

/** Says once which SCIM users are not active any more: what keeps somebody out is Axero's SCIM service, not the REST API. */
export function hintInactive(context: IExecuteFunctions): void {
	if (!isScim(context, 0)) return;
	const inactive = context.getInputData().flatMap((_item, i) => (isInactive(context, i) ? [i] : []));
	if (inactive.length === 0) return;
	context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `SCIM says of ${inactive.length === 1 ? 'item' : 'items'} ${inactive.join(', ')} that the user is not active. Axero keeps people out by its SCIM service only, which this node does not use yet: deactivate them in Axero.`,
	});
}

function isInactive(context: IExecuteFunctions, i: number): boolean {
	try {
		return readScim(scimUserIn(context, i), ACTIVE).values.get('active') === false;
	} catch {
		return false; // what is wrong with the item is said where it is read
	}
}

/** The keys that the items of a list look by. */
export function keysOfAll(context: IExecuteFunctions): ReadonlySet<AxeroKey> {
	return new Set(context.getInputData().flatMap((_item, i) => keysOf(context, i).map(({ by }) => by)));
}

function keysOf(context: IExecuteFunctions, i: number): ReadonlyArray<MatchKey<AxeroKey>> {
	try {
		return [userKey(context, i, PERSON_MODES), ...otherKeysOf(context, i, USER_MODES)];
	} catch {
		return []; // what is wrong with the item is said where it is read
	}
}

/** The labels that tell leavers apart. */
export function scopeLabels(context: IExecuteFunctions): readonly FieldName[] {
	if (context.getNodeParameter('leavers', 0, 'report') === 'ignore') return [];
	return rowsIn(context, 0, 'scope.condition').flatMap(({ field }) =>
		typeof field === 'string' && field.trim() !== '' ? [field.trim()] : [],
	);
}
