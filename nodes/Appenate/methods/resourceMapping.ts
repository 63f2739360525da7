import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { columns } from '../../shared/n8n/columns';
import type { FieldSpec } from '../../shared/fields/spec';
import { openAppenate } from '../actions/open';
import { metadataColumns } from '../metadataColumns';
import { NEWCOMER_FIELDS, REQUIRED } from '../newcomer';
import { FIRST_PAGE, readPage } from '../pages';
import { APPENATE_FIELDS } from '../profile';
import { appenateRequest } from '../transport/request';

/**
 * The columns of the parameter "Fields": a new user has no Status, and can't do without the required ones.
 * Behind them the metadata keys that a page of users shows.
 */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const operation = this.getCurrentNodeParameter('operation');
	const isNew = operation === 'create' || operation === 'upsert';
	const { fields } = columns([...(isNew ? NEWCOMER_FIELDS : APPENATE_FIELDS), ...(await keysInUse(this))]);
	if (operation !== 'create') return { fields };
	return { fields: fields.map((field) => ({ ...field, required: REQUIRED.includes(field.id) })) };
}

/** A column for each metadata key that a page of users shows. */
export async function keysInUse(context: ILoadOptionsFunctions): Promise<readonly FieldSpec[]> {
	try {
		const request = appenateRequest(await openAppenate(context), 'json');
		const { rows } = await readPage(request, { path: '/user/search', list: 'Users', query: [] }, FIRST_PAGE);
		return metadataColumns(rows);
	} catch {
		return []; // without a credential, and where a service lists nobody without a filter
	}
}
