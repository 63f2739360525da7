import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { booleanOf } from '../../../shared/n8n/booleans';
import type { ShownFor } from '../../../shared/n8n/operations';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { userKey, type UserMode } from '../../../shared/n8n/user';
import type { MatchKey } from '../../../shared/provisioning/types';
import type { AppenateKey } from '../../appenateDirectory';
import { guid, isGuid, type PlacesAs } from '../../profile';
import type { Format } from '../../transport/format';

/** How a user can be named who may be new. */
export const NEWCOMER_MODES: ReadonlyArray<UserMode<AppenateKey>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'externalId', label: 'By External ID', placeholder: 'e.g. 0012' },
];

/** How a user can be named at Appenate. */
export const USER_MODES: ReadonlyArray<UserMode<AppenateKey>> = [
	...NEWCOMER_MODES,
	{ by: 'id', label: 'By ID', placeholder: 'e.g. 0f1e2d3c4b5a69788796a5b4c3d2e1f0', hint: '32 hexadecimal digits, with or without dashes' },
];

export const FIELDS_NOTICE =
	'Groups and Folders are added to those that the user has, unless Options say otherwise; write them as "a, b" or as a JSON list. Metadata takes JSON like {"PayrollId": "P-77"}; keys that are not given stay. Empty lists and values change nothing, unless Options say otherwise.';

/**
 * Who item `i` means.
 * @throws FailureError `invalid`, also for an ID that is no GUID
 */
export function appenateUser(context: IExecuteFunctions, i: number): MatchKey<AppenateKey> {
	return checkedKey('User', userKey(context, i, USER_MODES));
}

/**
 * The keys of item `i` that are tried after the one under User.
 * @throws FailureError `invalid`, also for an ID that is no GUID
 */
export function appenateOtherKeys(context: IExecuteFunctions, i: number): ReadonlyArray<MatchKey<AppenateKey>> {
	return otherKeysOf(context, i, USER_MODES).map((key) => checkedKey('Further Keys', key));
}

function checkedKey(parameter: string, { by, value }: MatchKey<AppenateKey>): MatchKey<AppenateKey> {
	if (by !== 'id') return { by, value };
	if (isGuid(value)) return { by, value: guid(value) };
	throw failed({
		kind: 'invalid',
		parameter,
		says: `${parameter} is not an ID of Appenate: "${value}"`,
		todo: 'An ID has 32 hexadecimal digits; choose another way to find the user for anything else.',
	});
}

/** The switch for mails to a person. Sent with every write, so that the vendor's default never decides. */
export function doNotEmailParameter(show: ShownFor, description: string): INodeProperties {
	return { ...DO_NOT_EMAIL, displayOptions: { show }, description };
}

const DO_NOT_EMAIL = { displayName: 'Do Not Email', name: 'doNotEmail', type: 'boolean', default: true } as const;

/** Where nothing is given, the mail is kept back. */
export function doNotEmailOf(context: IExecuteFunctions, i: number): boolean {
	return booleanOf(context, i, DO_NOT_EMAIL);
}

/** The option for the language on the wire. It holds for the execution, so it takes no expression. */
export const formatOption: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'JSON (Recommended)', value: 'json' },
		{ name: 'XML', value: 'xml', description: 'For services that take XML only. In which order members must stand is documented in part.' },
	],
	default: 'json',
	description: 'The language in which the node and Appenate speak. What comes out of the node is the same.',
};

export function formatOf(context: IExecuteFunctions): Format {
	return context.getNodeParameter('options.format', 0, 'json') === 'xml' ? 'xml' : 'json';
}

/** The option for UseNames and UseExternalIds, which exclude each other. */
export const placesOption: INodeProperties = {
	displayName: 'Groups and Folders Are Given As',
	name: 'placesAs',
	type: 'options',
	options: [
		{ name: 'External IDs', value: 'externalIds' },
		{ name: 'IDs', value: 'ids' },
		{ name: 'Names', value: 'names' },
	],
	default: 'ids',
	description: 'How groups and folders are written and shown. By names or external IDs, a user chosen by ID takes one more request.',
};

/** @throws FailureError `invalid` for a form that there isn't */
export function placesAsOf(context: IExecuteFunctions, i: number): PlacesAs {
	const chosen: unknown = context.getNodeParameter('options.placesAs', i, 'ids');
	if (chosen === 'ids' || chosen === 'names' || chosen === 'externalIds') return chosen;
	throw failed({
		kind: 'invalid',
		parameter: placesOption.displayName,
		says: `${placesOption.displayName} can't be "${String(chosen)}"`,
		todo: 'Choose one of: ids, names, externalIds.',
	});
}
