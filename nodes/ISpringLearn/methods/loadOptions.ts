import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { clearableFields } from '../../shared/n8n/emptyValues';
import { GROUP_IDS } from '../profile';
import { protocolOf } from '../protocols';
import { accountColumns, fieldsOfAccount } from './resourceMapping';

/** Behind "Fields to Clear": what the account does not demand. Only REST takes users out of groups. */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const account = await fieldsOfAccount(this).catch(() => []);
	const demanded = new Set(account.filter(({ required }) => required).map(({ name }) => name.toLowerCase()));
	const leavesGroups = protocolOf(this.getCurrentNodeParameter('api')) === 'rest';
	return clearableFields(
		accountColumns(account).filter(({ name }) => !demanded.has(name.toLowerCase()) && (name !== GROUP_IDS || leavesGroups)),
	);
}
