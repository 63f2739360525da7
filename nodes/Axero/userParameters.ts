import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../shared/failure';
import { joinedEdits } from '../shared/fields/edits';
import { keyText } from '../shared/fields/keyText';
import { toText } from '../shared/fields/values';
import { ownColumns } from '../shared/n8n/parameters/columns';
import type { InputItem } from '../shared/n8n/parameters/leftOut';
import { mappedEdits } from '../shared/n8n/parameters/mapped';
import { moreEdits, moreFieldsOption, type MoreFieldsWords } from '../shared/n8n/parameters/moreFields';
import type { ShownFor } from '../shared/n8n/parameters/options';
import { booleanOf, isAdded } from '../shared/n8n/parameters/readings';
import { inputEdits, isScim, whileFields } from '../shared/n8n/parameters/scim';
import { MATCH_BY, otherKeysOf, userKey, type UserMode } from '../shared/n8n/parameters/user';
import { filtersParameter } from '../shared/n8n/run/getMany';
import type { FieldOperation } from '../shared/n8n/run/userVendor';
import { folded } from '../shared/provisioning/keys';
import type { Edit, FieldEdits, FieldName, MatchKey } from '../shared/provisioning/types';
import { ADD_SCIM_TOKEN } from './actions/status';
import { AXERO_FIELDS, type AxeroKey, IDENTIFIERS, NEWCOMER_FIELDS } from './user/profile';
import type { ManagerSearch } from './user/manager';
import { axeroScim } from './user/scim';
import { STATUS_FIELD, STATUS_SPEC } from './user/status';

/** How somebody who may not be there yet can be named. */
export const PERSON_MODES: ReadonlyArray<UserMode<AxeroKey>> = [
	{ by: 'email', label: 'By Email', placeholder: 'e.g. ana@example.com' },
	{ by: 'username', label: 'By Username', placeholder: 'e.g. ana.silva' },
];

/** How a user can be named at Axero. */
export const USER_MODES: ReadonlyArray<UserMode<AxeroKey>> = [...PERSON_MODES, { by: 'id', label: 'By ID', placeholder: 'e.g. 12' }];

/** The option that reads a user back after a write. */
export const verifyOption: INodeProperties = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: true,
	description:
		'Whether to read each user after writing and warn about fields that differ from what was sent. Takes one more request per user, to a call that Axero does not document.',
};

export function isVerified(context: IExecuteFunctions, i: number): boolean {
	return isAdded(context, i, verifyOption);
}

const COMPARE_FIRST = { displayName: 'Compare First', name: 'compareFirst', default: false } as const;

/** The switch for looking before writing. It holds for the execution. */
export function compareFirstParameter(show: ShownFor): INodeProperties {
	return {
		...COMPARE_FIRST,
		type: 'boolean',
		noDataExpression: true,
		displayOptions: { show },
		description:
			'Whether to look up each user first and send only what differs. When off, all mapped fields are sent, and only an email address under Reports To is looked up. Axero does not document the calls that search and show users.',
	};
}

export function compares(context: IExecuteFunctions): boolean {
	return booleanOf(context, 0, COMPARE_FIRST);
}

/**
 * Which texts under Reports To go as they are. Without a look-up of the users themselves, nothing is looked up that need not
 * be; a SCIM user's manager is an ID more likely than a user name.
 */
export function managersAsGiven(context: IExecuteFunctions, operation: FieldOperation): ManagerSearch['asGiven'] {
	if (isScim(context, 0)) return 'nothing';
	return operation === 'create' || (operation === 'update' && !compares(context)) ? 'withoutAt' : 'words';
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
			description: 'The email address of the new user',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			placeholder: 'e.g. ana.silva',
			default: '',
			displayOptions: { show: whileFields(show) },
			description: "The name that the new user signs in with. Not sent if empty, although Axero's bulk import requires one.",
		},
	];
}

/** Labels that the field table doesn't know. */
const MORE_LABELS: MoreFieldsWords = {
	description: 'Any other profile or preference field of your site',
	name: {
		displayName: 'Label',
		placeholder: 'e.g. Share my profile',
		description: "The field's label, exactly as shown on your site",
	},
	jsonPlaceholder: 'e.g. {"Share my profile": "false"}',
	jsonDescription: 'Fields as one JSON object with labels as names',
};

/** The option for labels that are no columns. */
export const moreLabelsOption = moreFieldsOption(MORE_LABELS);

/** What keeps somebody out is Axero's SCIM service, not the REST API. */
function notActive(items: string): string {
	return `SCIM says for ${items} that the user is not active. Deactivating users takes a SCIM Token in the credential, so they stay active.`;
}

/** What an item's fields are for: the operation, and whether the credential can write a status. */
export type Giving = Readonly<{ operation: FieldOperation; hasStatus: boolean }>;

/**
 * What an item asks for, in whichever form it is given.
 * @throws FailureError `invalid`
 */
export function axeroEdits(item: InputItem, { operation, hasStatus }: Giving): FieldEdits {
	const { context, i, leftOut } = item;
	// "Map Automatically" takes what is called like a column that the editor found on the site, too.
	const own = ownColumns(context, i, AXERO_FIELDS);
	const specs = [...AXERO_FIELDS, ...own];
	const edits = inputEdits(item, {
		specs,
		table: axeroScim(hasStatus),
		fields: () => {
			const more = moreEdits(context, i, specs);
			const columns = operation === 'create' ? [...NEWCOMER_FIELDS, ...own] : specs;
			return joinedEdits([mappedEdits(item, columns, { beside: more.length > 0 }), more]);
		},
		whenInactive: hasStatus || operation === 'compare' ? undefined : () => leftOut.warning(i, notActive),
	});
	if (hasStatus || !edits.has(STATUS_FIELD)) return edits;
	throw invalid(STATUS_SPEC.label, `${STATUS_SPEC.label} can't be read or written without a SCIM Token`, ADD_SCIM_TOKEN);
}

/**
 * All that an item gives of a new user.
 * @throws FailureError `invalid`, also without the address that a new user is found by afterwards
 */
export function newcomerEdits(item: InputItem, hasStatus: boolean): FieldEdits {
	const { context, i } = item;
	const fromScim = isScim(context, i);
	const edits = assertNoId(
		joinedEdits([...(fromScim ? [] : [identity(context, i)]), axeroEdits(item, { operation: 'create', hasStatus })]),
	);
	const email = edits.get(IDENTIFIERS.email);
	if (email !== undefined && email !== 'clear' && email.set !== '') return edits;
	throw invalid(fromScim ? 'SCIM User' : 'Email', 'Email is empty', 'Map an address like ana@example.com for every item.');
}

function identity(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, Edit]> {
	const username = keyText('Username', context.getNodeParameter('username', i, ''), 'username');
	return [
		[IDENTIFIERS.email, { set: keyText('Email', context.getNodeParameter('email', i, ''), 'email') }],
		...(username === '' ? [] : [[IDENTIFIERS.username, { set: username }] as const]),
	];
}

/**
 * The edits of somebody whom Axero gives the ID, or who is looked up and then written by it: only the ID can't change.
 * @throws FailureError `invalid` when it is among them
 */
export function assertNoId(edits: FieldEdits): FieldEdits {
	return assertNoLabels(edits, [IDENTIFIERS.id]);
}

/**
 * The edits of an update that is sent unseen. Axero puts what says who is meant and the fields into one object and
 * does not document which wins, so with another key than the ID neither email address nor user name changes.
 * @throws FailureError `invalid` when a label says who is meant
 */
export function unseenEdits({ by, value }: MatchKey<AxeroKey>, edits: FieldEdits): FieldEdits {
	if (by === 'id') return assertNoId(edits);
	// An item that is mapped as a whole brings its key along: the same value changes nothing.
	const isKey = ([label, edit]: readonly [FieldName, Edit]): boolean =>
		label === IDENTIFIERS[by] && edit !== 'clear' && typeof edit.set === 'string' && folded(edit.set) === folded(value);
	return assertNoLabels(new Map([...edits].filter((edit) => !isKey(edit))), Object.values(IDENTIFIERS));
}

function assertNoLabels(edits: FieldEdits, refused: readonly string[]): FieldEdits {
	const wrong = refused.find((label) => edits.has(label));
	if (wrong === undefined) return edits;
	throw invalid(
		'Fields',
		`"${wrong}" identifies the user, so it can't be changed here. To change an email address or username, choose the user by ID`,
		'With Compare First on, Update looks the user up by any key and then writes by ID.',
	);
}

/** The keys that the items of a list look by. */
export function keysOfAll(context: IExecuteFunctions): ReadonlySet<AxeroKey> {
	return new Set(context.getInputData().flatMap((_item, i) => keysOf(context, i).map(({ by }) => by)));
}

function keysOf(context: IExecuteFunctions, i: number): ReadonlyArray<MatchKey<AxeroKey>> {
	try {
		return [userKey({ context, i }, PERSON_MODES, MATCH_BY), ...otherKeysOf(context, i, USER_MODES)];
	} catch {
		return []; // what is wrong with the item is said where it is read
	}
}

/** The collection "Filters" of lists of people. */
export function nameFilter(show: ShownFor): INodeProperties {
	return filtersParameter(show, [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. silva',
			description: 'Part of the name to search for',
		},
	]);
}

/** What item `i` searches for; empty: nothing. */
export function nameFilterOf(context: IExecuteFunctions, i: number): string {
	return toText('Name', context.getNodeParameter('filters.name', i, '') ?? '').trim();
}
