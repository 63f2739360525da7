import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { rowsOf } from '../../shared/http/pages';
import { isJsonObject, plainObject, scalarText } from '../../shared/json/json';
import { getMany, manyParameters } from '../../shared/n8n/run/getMany';
import type { Operations } from '../../shared/n8n/run/operations';
import { optionsParameter } from '../../shared/n8n/parameters/options';
import { outputParameters } from '../../shared/n8n/parameters/output';
import { REST, type Offered } from './apis';
import { openISpring } from './open';

const shown = { resource: ['role'], operation: ['getAll'] };

const description: INodeProperties[] = [...manyParameters(shown), ...outputParameters(shown), optionsParameter(shown)];

/** Source: OpenAPI, `GET /role`. It has no pages. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	const read = async () => ({
		rows: await client.read('/role', (json) => (Array.isArray(json) ? json.map((row) => (isJsonObject(row) ? row : {})) : undefined)),
	});
	return await getMany(context, {
		session,
		read: () => undefined,
		rows: () => rowsOf({ start: '', read, idOf: ({ roleId }) => scalarText(roleId) ?? '' }),
		show: plainObject,
		simplified: ({ roleId = null, type = null, title = null, description: says = null }) => ({ roleId, type, title, description: says }),
	});
}

export const role = { getAll: { description, execute } } satisfies Operations[string];

export const roleOffers: readonly Offered[] = [
	{ name: 'Get Many', value: 'getAll', action: 'Get many roles', description: 'List the roles of the account with their IDs' },
];
