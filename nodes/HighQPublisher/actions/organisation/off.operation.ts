import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import type { RecordLimit } from '../../../shared/n8n/parameters/writeOptions';
import { listGuard, recordGuard, recordOptions } from '../../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../../shared/n8n/run/recordWrites';
import { ORGANISATION, rowsIn } from '../../wire/documents';
import { describedRecord } from '../../recordStore';
import type { HighQRequest } from '../../wire/request';
import { bulkKeys, hintAtMissing, idsAndNames } from '../bulkKeys';
import { ORGANISATIONS, shownChange } from '../organisationsAndGroups';

/** What keeps the users of a whole organisation out counts alike, whatever HighQ calls it. */
export const ORGANISATIONS_OFF: RecordLimit = {
	displayName: 'Max Organisations to Disable or Archive',
	name: 'maxOrganisationsOff',
	default: 3,
	description:
		'How many organisations may lose access in one execution. When it would be more, nothing is written and the error says how many.',
	one: 'organisation',
	many: 'organisations',
	would: 'lose access',
};

const one = recordGuard(ORGANISATIONS_OFF, ({ id }: Readonly<{ i: number; id: string }>) => id);
const several = listGuard(ORGANISATIONS_OFF, ({ keys }: Readonly<{ i: number; keys: readonly string[] }>) => keys);

/** Archive and Disable: POST /organisations/<ID>/<call>, without a body. No page shows the way back. */
function actOperation({ call, description }: Readonly<{ call: 'archive' | 'disable'; description: string }>): Operation {
	const shown = { resource: ['organisation'], operation: [call] };
	return {
		description: [ORGANISATIONS.parameter(shown, description), optionsParameter(shown, recordOptions(one))],
		execute: async (context) => {
			const { session, records: organisations } = await ORGANISATIONS.open(context);
			return await writeRecords(context, {
				session,
				guard: one,
				read: (i) => ({ i, id: ORGANISATIONS.keyOf(context, i) }),
				planned: ({ id }) => ({ action: call, id }),
				described: async ({ id }) => describedRecord(await organisations.read(id)),
				work: async ({ i, id }) => shownChange({ context, session, i }, await organisations.act(id, call)),
			});
		},
	};
}

export const archive = actOperation({ call: 'archive', description: 'The organisation to archive' });

export const disable = actOperation({ call: 'disable', description: 'The organisation to disable' });

const DISABLE_MANY = { resource: ['organisation'], operation: ['disableMany'] };

const description: INodeProperties[] = [
	{
		displayName: 'Organisations',
		name: 'organisations',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 75, Firm LLP',
		description: 'IDs and names of the organisations to disable, separated by commas, or a list for names with a comma',
		displayOptions: { show: DISABLE_MANY },
	},
	optionsParameter(DISABLE_MANY, recordOptions(several)),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await ORGANISATIONS.open(context);
	return await writeRecords(context, {
		session,
		guard: several,
		read: (i) => ({ i, keys: bulkKeys(context, i, { name: 'organisations', label: 'Organisations' }, idsAndNames) }),
		planned: ({ keys }) => ({ action: 'disable', organisations: [...keys] }),
		work: async ({ i, keys }) => {
			const rows = await disabled(request, keys);
			hintAtMissing(context, i, { asked: keys.length, answered: rows.length });
			return rows.map(plainObject);
		},
	});
}

/** Source: "Bulk Disable Organisations"; ids are texts there, and stand beside names. */
async function disabled(request: HighQRequest, keys: readonly string[]) {
	const answer = await request({
		method: 'POST',
		path: '/organisations/disable',
		body: { organisations: { organisation: [...keys] } },
	});
	if (answer.kind === 'nobody') throw failed({ kind: 'notFound', says: answer.says, todo: 'Check Organisations.' });
	return rowsIn(answer, ORGANISATION).rows;
}

export const disableMany: Operation = { description, execute };
