import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { rowsOf } from '../../shared/http/pages';
import { isJsonObject, plainObject, scalarText } from '../../shared/json/json';
import { optionsParameter, type ShownFor } from '../../shared/n8n/parameters/options';
import { outputParameters } from '../../shared/n8n/parameters/output';
import { getMany, manyParameters } from '../../shared/n8n/run/getMany';
import type { Offered, Operations } from '../../shared/n8n/run/operations';
import type { ProfileField } from '../user/accountFields';
import { APIS, openISpring, REST } from './apis';
import { iSpringOptions } from './parameters';

/*
 * What an account has that can only be listed: profile fields and roles. Neither list has pages.
 */

function listParameters(resource: string, options: (show: ShownFor) => INodeProperties): INodeProperties[] {
	const show = { resource: [resource], operation: ['getAll'] };
	return [...manyParameters(show), ...outputParameters(show), options(show)];
}

async function listFields(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, APIS.profileField.getAll);
	const read = async () => ({ rows: await channel.profileFields() });
	return await getMany(context, {
		session,
		rows: () => () => rowsOf({ start: '', read, idOf: ({ name }: ProfileField) => name }),
		show: ({ id, name, label, type, required, unique, position, values }) => ({
			userFieldInfoId: id,
			name,
			label,
			type,
			isRequired: required,
			isUnique: unique,
			orderPriority: position,
			values: values.map((one) => ({ ...one })),
		}),
		simplified: ({ name, label, type, isRequired, isUnique }) => ({ name, label, type, isRequired, isUnique }),
	});
}

/** Source: OpenAPI, `GET /role`. */
async function listRoles(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	const read = async () => ({
		rows: await client.read('/role', (json) => (Array.isArray(json) ? json.map((row) => (isJsonObject(row) ? row : {})) : undefined)),
	});
	return await getMany(context, {
		session,
		rows: () => () => rowsOf({ start: '', read, idOf: ({ roleId }) => scalarText(roleId) ?? '' }),
		show: plainObject,
		simplified: ({ roleId = null, type = null, title = null, description = null }) => ({ roleId, type, title, description }),
	});
}

export const profileField = {
	getAll: { description: listParameters('profileField', iSpringOptions), writes: false, execute: listFields },
} satisfies Operations[string];

export const role = {
	getAll: { description: listParameters('role', optionsParameter), writes: false, execute: listRoles },
} satisfies Operations[string];

export const profileFieldOffers: readonly Offered[] = [
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many profile fields',
		description: "Get the profile fields of the account's users",
	},
];

export const roleOffers: readonly Offered[] = [
	{ name: 'Get Many', value: 'getAll', action: 'Get many roles', description: 'Get the roles of the account with their IDs' },
];
