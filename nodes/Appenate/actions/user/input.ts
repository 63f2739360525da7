import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { emptyRuleOf } from '../../../shared/n8n/emptyValues';
import type { FieldSpec } from '../../../shared/n8n/columns';
import { mappedEdits } from '../../../shared/n8n/mapped';
import { booleanOf } from '../../../shared/n8n/booleans';
import { membershipOf, membershipOption, withMembership } from '../../../shared/n8n/membership';
import { inputEdits } from '../../../shared/n8n/scim';
import type { FieldName, Membership, Wanted } from '../../../shared/provisioning/types';
import type { AppenateKey, AppenateWith } from '../../appenateDirectory';
import { checkedEdits } from '../../edits';
import { keyColumnsOf, withMetadata } from '../../metadataColumns';
import { APPENATE_FIELDS, type PlacesAs } from '../../profile';
import { appenateScim } from '../../scim';
import { doNotEmailOf, placesAsOf } from './common';
import { statusWordOf } from './statusWord';

/** Whether people are given as SCIM users; it takes no expression, so it holds for all items. */
export function isScim(context: IExecuteFunctions): boolean {
	return context.getNodeParameter('inputFormat', 0, 'fields') === 'scim';
}

const MEMBERSHIPS = [
	{
		field: 'Groups',
		displayName: 'Change of Groups',
		name: 'groupsChange',
		description: 'What becomes of the groups that a user has when Groups is mapped',
	},
	{
		field: 'Folders',
		displayName: 'Change of Folders',
		name: 'foldersChange',
		description: 'What becomes of the folders that a user has when Folders is mapped',
	},
] as const;

/** The options that say what mapped groups and folders mean. */
export const membershipOptions: readonly INodeProperties[] = MEMBERSHIPS.map(({ field: _field, ...option }) => membershipOption(option));

/** The option that reads every write back. */
export const verifyOption: INodeProperties = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: false,
	description:
		'Whether to read each user again after the write and to warn of what was not kept. Without it, the answer to the write is taken for what is stored; what empties or removes something is read again anyway.',
};

function verifies(context: IExecuteFunctions, i: number): boolean {
	return booleanOf(context, i, verifyOption, 'options');
}

/**
 * What item `i` asks for, as columns or as a SCIM user, and how it is to be written.
 * @param specs the columns that the operation offers
 * @throws FailureError `invalid` naming the parameter
 */
export function wishOf(
	context: IExecuteFunctions,
	i: number,
	{ specs, placesAs = placesAsOf(context, i) }: Readonly<{ specs: readonly FieldSpec[]; placesAs?: PlacesAs }>,
): Pick<Wanted<AppenateKey, AppenateWith>, 'edits' | 'with'> {
	const given = inputEdits(context, i, {
		specs: APPENATE_FIELDS,
		table: appenateScim(statusWordOf(context, i)),
		fields: () => mappedEdits(context, i, [...specs, ...keyColumnsOf(context, i)]),
	});
	const edits = withMetadata(checkedEdits(given, { placesAs, rule: emptyRuleOf(context, i) }));
	const becoming = MEMBERSHIPS.map((option): readonly [FieldName, Membership] => [option.field, membershipOf(context, i, option)]);
	return {
		edits: becoming.reduce((all, [field, how]) => withMembership(all, new Set([field]), how), edits),
		with: {
			doNotEmail: doNotEmailOf(context, i),
			placesAs,
			joined: new Set(becoming.filter(([, how]) => how !== 'exact').map(([field]) => field)),
			verify: verifies(context, i),
		},
	};
}
