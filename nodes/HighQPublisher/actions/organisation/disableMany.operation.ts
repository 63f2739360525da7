import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { listGuard, recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { ORGANISATION, rowsIn } from '../../documents';
import type { HighQRequest } from '../../transport/request';
import { bulkKeys, idsAndNames } from '../bulkKeys';
import { hintAtMissing } from '../hints';
import { ORGANISATIONS_OFF, openOrganisations } from './common';

const shown = { resource: ['organisation'], operation: ['disableMany'] };

type Asked = Readonly<{ i: number; keys: readonly string[] }>;

const guard = listGuard(ORGANISATIONS_OFF, ({ keys }: Asked) => keys);

const description: INodeProperties[] = [
	{
		displayName: 'Organisations',
		name: 'organisations',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 75, Firm LLP',
		description: 'IDs and names of the organisations to disable, separated by commas, or a list for names with a comma',
		displayOptions: { show: shown },
	},
	optionsParameter(shown, recordOptions(guard)),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openOrganisations(context);
	return await writeRecords(context, {
		session,
		guard,
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
