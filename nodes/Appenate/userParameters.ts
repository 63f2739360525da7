import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { toText } from '../shared/fields/values';
import { createMissingOption, makesMissing } from '../shared/n8n/run/missingRecords';
import type { Session } from '../shared/n8n/session/session';
import type { Reference } from '../shared/provisioning/references';
import { invalid } from '../shared/failure';
import { booleanOf, choiceOf, isAdded } from '../shared/n8n/parameters/readings';
import { groupOption, REQUESTS } from '../shared/n8n/parameters/groups';
import { emptyRuleOf } from '../shared/n8n/parameters/emptyValues';
import type { InputItem } from '../shared/n8n/parameters/leftOut';
import { mappedEdits } from '../shared/n8n/parameters/mapped';
import { membershipOf, membershipOption, withMembership } from '../shared/n8n/parameters/membership';
import type { ShownFor } from '../shared/n8n/parameters/options';
import { inputEdits, isScim } from '../shared/n8n/parameters/scim';
import { ownColumns } from '../shared/n8n/parameters/columns';
import { SEND_EMAIL } from '../shared/n8n/parameters/sendEmail';
import type { UserMode } from '../shared/n8n/parameters/user';
import type { Asked, FieldOperation } from '../shared/n8n/run/userVendor';
import { recordStore, USER_GROUP } from './recordStore';
import { APPENATE_FIELDS, type AppenateKey, type AppenateUser, type AppenateWriteOptions, type PlacesAs } from './user/profile';
import { placeReferences } from './user/references';
import { INACTIVE } from './user/status';
import { checkedEdits, NEWCOMER_FIELDS, assertNoStatus } from './user/validation';
import { KEY_PREFIX, withMetadata } from './user/metadata';
import { appenateScim } from './user/scim';
import { appenateFinder } from './wire/finders';
import { type Format, guid, isGuid } from './wire/formats';
import { idOf } from './wire/pages';
import { appenateRequest } from './wire/request';

/** How a user can be named who may be new. */
export const PERSON_MODES: ReadonlyArray<UserMode<AppenateKey>> = [
	{ by: 'email', label: 'By Email', placeholder: 'e.g. ana@example.com' },
	{ by: 'externalId', label: 'By External ID', placeholder: 'e.g. 0012' },
];

/** How a user can be named at Appenate. */
export const USER_MODES: ReadonlyArray<UserMode<AppenateKey>> = [
	...PERSON_MODES,
	{
		by: 'id',
		label: 'By ID',
		placeholder: 'e.g. 0f1e2d3c4b5a69788796a5b4c3d2e1f0',
		hint: '32 hexadecimal digits, with or without dashes',
		read: (parameter, value) => {
			if (isGuid(value)) return guid(value);
			throw invalid(
				parameter,
				`${parameter} is not an Appenate ID: "${value}"`,
				'An ID has 32 hexadecimal digits. For anything else, choose another way to find the user.',
			);
		},
	},
];

/** The switch for mails to a person. Its opposite is sent with every write, so that the vendor's default never decides. */
export function sendEmailParameter(description: string): (show: ShownFor) => INodeProperties[] {
	return (show) => [{ ...SEND_EMAIL, displayOptions: { show }, description }];
}

/** The option for the language on the wire. It holds for the execution, so it takes no expression. */
export const formatOption: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'JSON (Recommended)', value: 'json' },
		{ name: 'XML', value: 'xml', description: 'For services that only take XML. Its required element order is only partly documented.' },
	],
	default: 'json',
	description: 'The format of requests and answers. The output of the node is the same.',
};

export function formatOf(context: IExecuteFunctions): Format {
	return context.getNodeParameter(`${REQUESTS.path}.format`, 0, 'json') === 'xml' ? 'xml' : 'json';
}

const GROUPS_AND_FOLDERS = {
	displayName: 'Groups and Folders',
	name: 'groupsAndFolders',
	path: 'options.groupsAndFolders.values',
} as const;

/** UseNames and UseExternalIds, which exclude each other. */
const placesOption: INodeProperties = {
	displayName: 'Groups and Folders Are Given As',
	name: 'placesAs',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'External IDs', value: 'externalIds', description: 'External IDs are sent and shown' },
		{ name: 'IDs', value: 'ids', description: 'IDs are sent and shown. Names and external IDs are looked up first.' },
		{ name: 'Names', value: 'names', description: 'Names are sent and shown' },
	],
	default: 'ids',
	description: 'How groups and folders are written and shown. With names or external IDs, a user chosen by ID takes one more request.',
};

/**
 * It holds for the execution: what is compared and looked up has one form.
 * @throws FailureError `invalid` for a form that there isn't
 */
export function placesAsOf(context: IExecuteFunctions): PlacesAs {
	return choiceOf(context, 0, placesOption, { words: ['ids', 'names', 'externalIds'], within: GROUPS_AND_FOLDERS.path });
}

/** The option for the word that Status gets, because the list of words is not documented. */
export function statusWordOption(
	usual: string,
	description = 'The word to write to Status. Appenate documents none for its API; its portal shows Invited, Active and Inactive. Change it if the results say that it was not kept.',
): INodeProperties {
	return { displayName: 'Status Word', name: 'statusWord', type: 'string', default: usual, description };
}

/** The same where an operation keeps some users out and others not. */
export const inactiveWordOption = statusWordOption(
	INACTIVE,
	'The word to write to Status when a user is deactivated. Appenate documents none for its API; its portal shows Inactive. Change it if the results say that it was not kept.',
);

/** The same where only a SCIM user says that somebody is kept out. */
export const scimWordOption: INodeProperties = { ...inactiveWordOption, displayOptions: { show: { '/inputFormat': ['scim'] } } };

/** @throws FailureError `invalid` when it is empty */
export function statusWordOf(context: IExecuteFunctions, i: number, usual: string = INACTIVE): string {
	const given = toText('Status Word', context.getNodeParameter(`${REQUESTS.path}.statusWord`, i, usual) ?? '').trim();
	if (given === '') throw invalid('Status Word', 'Status Word is empty', `Enter a word, such as ${usual}.`);
	return given;
}

/** The option that reads every write back. */
export const verifyOption: INodeProperties = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: true,
	description:
		'Whether to read each user again after writing and warn about values that were not kept. Changes that clear or remove something are always checked.',
};

const MEMBERSHIPS = [
	{
		field: 'Groups',
		displayName: 'Change of Groups',
		name: 'groupsChange',
		description: "How to change the user's groups when Groups is mapped",
	},
	{
		field: 'Folders',
		displayName: 'Change of Folders',
		name: 'foldersChange',
		description: "How to change the user's folders when Folders is mapped",
	},
] as const;

/** How groups and folders are written and shown. */
export const placesGroup: INodeProperties = groupOption(GROUPS_AND_FOLDERS, [placesOption]);

const MISSING_GROUPS = createMissingOption(
	'Groups',
	'Whether to create user groups first that users need and Appenate does not have, by the mapped name. Names that are sent as such are not looked up.',
);

/** The same for a new user. */
export const newUserPlacesGroup: INodeProperties = groupOption(GROUPS_AND_FOLDERS, [placesOption, MISSING_GROUPS]);

/** The same, and what they mean where they are mapped. */
export const membershipGroup: INodeProperties = groupOption(GROUPS_AND_FOLDERS, [
	placesOption,
	MISSING_GROUPS,
	...MEMBERSHIPS.map(({ displayName, name, description }) => membershipOption({ displayName, name, description })),
]);

/** What a user's groups and folders may be called; nothing where they are sent in another form than IDs. */
export function referencesOf(
	context: IExecuteFunctions,
	{ session }: Readonly<{ session: Session }>,
): ReadonlyArray<Reference<AppenateUser>> {
	if (placesAsOf(context) !== 'ids') return [];
	// Groups and folders speak JSON: their root in XML is shown on no page.
	const request = appenateRequest(session, 'json');
	const groups = appenateFinder(request, 'user group');
	const make = async (Name: string): Promise<string> => idOf((await recordStore(request, USER_GROUP).create({ Name })).record);
	const createGroup = makesMissing(context, { finder: groups, make, option: MISSING_GROUPS, within: GROUPS_AND_FOLDERS.path });
	return placeReferences({ groups, folders: appenateFinder(request, 'folder'), ...(createGroup ? { createGroup } : {}) });
}

/** What steers a call for item `i` that changes no groups and folders. */
export function writeOptionsOf(context: IExecuteFunctions, i: number, word = statusWordOf(context, i)): AppenateWriteOptions {
	return { doNotEmail: !booleanOf(context, i, SEND_EMAIL), placesAs: placesAsOf(context), word };
}

/**
 * What an item asks for, as columns or as a SCIM user, and how it is to be written.
 * @throws FailureError `invalid` naming the parameter
 */
export function wishOf(item: InputItem, operation: FieldOperation): Asked<AppenateWriteOptions> {
	const { context, i } = item;
	const isNew = operation === 'create' || operation === 'upsert';
	const steered = writeOptionsOf(context, i);
	// "Map Automatically" takes what is called like the columns of metadata keys that the editor found, too.
	const keyColumns = ownColumns(context, i, []).filter(({ name }) => name.startsWith(KEY_PREFIX));
	const given = inputEdits(item, {
		specs: APPENATE_FIELDS,
		table: appenateScim(steered.word),
		fields: () => mappedEdits(item, [...(isNew ? NEWCOMER_FIELDS : APPENATE_FIELDS), ...keyColumns]),
	});
	const edits = withMetadata(checkedEdits(given, { placesAs: steered.placesAs, rule: emptyRuleOf(context, i) }));
	const memberships = MEMBERSHIPS.map((option) => ({
		field: option.field,
		how: membershipOf(context, i, { ...option, within: GROUPS_AND_FOLDERS.path }),
	}));
	const joined = memberships.filter(({ how }) => how !== 'exact').map(({ field }) => field);
	return {
		edits: memberships.reduce(
			(all, { field, how }) => withMembership(all, new Set([field]), how),
			isNew && !isScim(context, 0) ? assertNoStatus(edits) : edits,
		),
		options: { ...steered, joined: new Set(joined), verify: isAdded(context, i, verifyOption) },
	};
}
