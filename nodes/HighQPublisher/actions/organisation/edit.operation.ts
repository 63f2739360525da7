import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { scalarText, type JsonObject } from '../../../shared/json/json';
import { making } from '../../../shared/words';
import { someName } from '../../../shared/n8n/parameters/readings';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { type RecordGuard, recordOptions, type Remaking, remakingGuard } from '../../../shared/n8n/run/recordGuard';
import { someChange, writeRecords, writeSeenRecords } from '../../../shared/n8n/run/recordWrites';
import { entriesOf, type Ignored } from '../../wire/paths';
import { lostBy } from '../../groupMembers';
import { describedRecord } from '../../recordStore';
import { ignoredMembers, ignoredOption } from '../ignored';
import { ORGANISATIONS, shownChange } from '../organisationsAndGroups';
import { ORGANISATION_FIELDS, organisationMembers } from './fields';
import { ORGANISATIONS_OFF } from './off.operation';

const CREATE = { resource: ['organisation'], operation: ['create'] };

const createDescription: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show: CREATE },
		description: 'Name of the new organisation',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: CREATE },
		options: ORGANISATION_FIELDS,
	},
	optionsParameter(CREATE, recordOptions()),
];

async function executeCreate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, records: organisations } = await ORGANISATIONS.open(context);
	return await writeRecords(context, {
		session,
		read: (i) => ({
			i,
			organisation: { name: someName('Name', context.getNodeParameter('name', i)), ...organisationMembers(context, i, 'additionalFields') },
		}),
		planned: ({ organisation: { name } }) => ({ action: 'create', name }),
		work: async ({ i, organisation }) =>
			shownChange({ context, session, i }, await making('organisation', async () => await organisations.create(organisation))),
	});
}

export const create: Operation = { description: createDescription, execute: executeCreate };

const UPDATE = { resource: ['organisation'], operation: ['update'] };

type Asked = Readonly<{ i: number; id: string; changes: JsonObject; ignored: Ignored }>;
/** `isOff`: it would lose access; `remaking`: who would go. */
type Seen = Asked & Readonly<{ isOff?: boolean; remaking?: Remaking }>;

const ACTIVE = 'active';
const USERS_GUARD = remakingGuard(({ remaking }: Seen) => remaking);
const guard: RecordGuard<Seen> = {
	...USERS_GUARD,
	counts: [
		{ limit: ORGANISATIONS_OFF, of: ({ id, isOff }) => (isOff ? [{ key: id, shown: id, isRecord: true }] : []) },
		...USERS_GUARD.counts,
	],
};

const name: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'Another name of the organisation',
};

const updateDescription: INodeProperties[] = [
	ORGANISATIONS.parameter(UPDATE, 'The organisation to update'),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: UPDATE },
		options: [...ORGANISATION_FIELDS, name].sort((one, other) => one.displayName.localeCompare(other.displayName)),
	},
	{
		displayName:
			'HighQ replaces the whole organisation: the node reads it, merges these fields into it and writes it back. What somebody else changes in that moment is lost. A field without a value is left as it is; to empty one, write it in More Members.',
		name: 'wholeRecordNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: UPDATE },
	},
	optionsParameter(UPDATE, [ignoredOption, ...recordOptions(guard)]),
];

async function executeUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, records: organisations } = await ORGANISATIONS.open(context);
	return await writeSeenRecords(context, {
		session,
		guard,
		read: (i) => ({
			i,
			id: ORGANISATIONS.keyOf(context, i),
			changes: someChange(organisationMembers(context, i, 'updateFields')),
			ignored: ignoredMembers(context, i),
		}),
		look: async (asked): Promise<Seen> => {
			const { id, changes } = asked;
			// Nothing else that is changed takes anything away from people.
			return changes.status === undefined && changes.users === undefined
				? asked
				: { ...asked, ...taken(asked, await organisations.read(id)) };
		},
		planned: ({ id }) => ({ action: 'update', id }),
		described: async ({ id }) => describedRecord(await organisations.read(id)),
		work: async ({ i, id, changes, ignored }) =>
			shownChange({ context, session, i }, await organisations.change(id, (organisation) => ({ ...organisation, ...changes }), ignored)),
	});
}

/** What the changes take away from the organisation as it is. */
function taken({ id, changes: { status, users } }: Asked, record: JsonObject): Pick<Seen, 'isOff' | 'remaking'> {
	const isOff = status !== undefined && status !== ACTIVE && scalarText(record.status) === ACTIVE;
	if (users === undefined) return { isOff };
	const ids = entriesOf(users).flatMap((user) => scalarText(user) ?? []);
	return { isOff, remaking: { group: id, ...lostBy(record, ids) } };
}

export const update: Operation = { description: updateDescription, execute: executeUpdate };
