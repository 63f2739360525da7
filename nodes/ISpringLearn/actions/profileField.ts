import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { rowsOf } from '../../shared/http/pages';
import { getMany, manyParameters } from '../../shared/n8n/run/getMany';
import type { Operations } from '../../shared/n8n/run/operations';
import { outputParameters } from '../../shared/n8n/parameters/output';
import type { ProfileField } from '../wire/channel';
import { APIS, type Offered } from './apis';
import { openISpring } from './open';
import { iSpringOptions } from './parameters';

const shown = { resource: ['profileField'], operation: ['getAll'] };

const description: INodeProperties[] = [...manyParameters(shown), ...outputParameters(shown), iSpringOptions(shown)];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, APIS.profileField.getAll);
	const read = async () => ({ rows: await channel.profileFields() });
	return await getMany(context, {
		session,
		read: () => undefined,
		rows: () => rowsOf({ start: '', read, idOf: ({ name }: ProfileField) => name }),
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

export const profileField = { getAll: { description, execute } } satisfies Operations[string];

export const profileFieldOffers: readonly Offered[] = [
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many profile fields',
		description: 'List the fields that the users of the account have',
	},
];
