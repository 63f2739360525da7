import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import type { JsonObject } from '../../../shared/json/json';
import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { merged } from '../../records';
import { highqRequest } from '../../transport/request';
import { ignoredMembers, ignoredOption } from '../ignored';
import { shownChange } from '../shownChange';
import { openHighQ } from '../user/common';
import { organisationId, organisationParameter, organisationsOf } from './common';
import { ORGANISATION_FIELDS, organisationMembers } from './fields';

const shown = { resource: ['organisation'], operation: ['update'] };
const name: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'Another name of the organisation',
};

const description: INodeProperties[] = [
	organisationParameter(shown, 'The organisation to update'),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: shown },
		options: [...ORGANISATION_FIELDS, name].sort((one, other) => one.displayName.localeCompare(other.displayName)),
	},
	{
		displayName:
			'HighQ replaces the whole organisation: the node reads it, merges these fields into it and writes it back. What somebody else changes in that moment is lost. A field without a value is left as it is; to empty one, write it in More Members.',
		name: 'wholeRecordNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: shown },
	},
	optionsParameter(shown, [ignoredOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openHighQ(context);
	const organisations = organisationsOf(highqRequest(session));
	return await eachItem(context, {
		session,
		read: (i) => ({ i, id: organisationId(context, i), changes: changesOf(context, i), ignored: ignoredMembers(context, i) }),
		work: async ({ i, id, changes, ignored }) =>
			shownChange({ context, session, i }, await organisations.change(id, (organisation) => merged(organisation, changes), ignored)),
	});
}

function changesOf(context: IExecuteFunctions, i: number): JsonObject {
	const changes = organisationMembers(context, i, 'updateFields');
	if (Object.keys(changes).length > 0) return changes;
	throw failed({
		kind: 'invalid',
		parameter: 'Update Fields',
		says: 'No field to update was given',
		todo: 'Add at least one field that has a value.',
	});
}

export const update: Operation = { description, execute };
