import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { departmentPath, readDepartment } from '../../transport/organisation';
import { asJson } from '../../transport/restChannel';
import { REST } from '../apis';
import { openISpring } from '../open';
import { afterWrite, DEPARTMENT, describedRecord } from '../organisation';
import { subordinationEdits, subordinationParameters } from '../subordination';

const shown = { resource: ['department'], operation: ['setSubordination'] };

const description: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department that gets other superiors' }, shown),
	...subordinationParameters(shown),
	optionsParameter(shown, recordOptions()),
];

/** Source: OpenAPI, `POST /department/{id}/subordination`. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		read: (i) => ({ id: selectedId(context, i, DEPARTMENT), edits: subordinationEdits(context, i) }),
		planned: ({ id }) => ({ action: 'setSubordination', id }),
		described: async ({ id }) => describedRecord(await readDepartment(client, id)),
		work: async ({ id, edits }) => {
			const body = [...edits].flatMap(([member, edit]) => (edit === 'clear' ? [] : [[member, asJson(edit.set)] as const]));
			await client.post(`${departmentPath(id)}/subordination`, Object.fromEntries(body));
			return await afterWrite(async () => await readDepartment(client, id), { departmentId: id });
		},
	});
}

export const setSubordination: Operation = { description, execute };
