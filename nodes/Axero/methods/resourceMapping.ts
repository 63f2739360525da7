import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { scalarText, type JsonObject } from '../../shared/json/json';
import { columns } from '../../shared/n8n/columns';
import type { FieldSpec } from '../../shared/fields/spec';
import { axeroSession } from '../actions/open';
import { currentUser } from '../axeroDirectory';
import { detailsOf } from '../details';
import { AXERO_FIELDS, NEWCOMER_FIELDS } from '../profile';
import { axeroRequest } from '../transport/request';

/** Members of the details that are no labels. Source: the vendor's mobile app of 2018. */
const NO_LABELS = new Set([
	'UserID',
	'UserName',
	'FirstName',
	'LastName',
	'UserInfoDisplayName',
	'CompanyName',
	'AvatarImageURL',
	'ProfilePhoto',
	'CoverPhoto',
	'RankName',
]);

/** The columns of the parameter "Fields": the usual labels, and those that the site shows of the credential's own user. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const standard = this.getCurrentNodeParameter('operation') === 'create' ? NEWCOMER_FIELDS : AXERO_FIELDS;
	return columns([...standard, ...(await siteFields(this))]);
}

/** Labels that only this site has; none without a credential, and for users who may not read their details. */
export async function siteFields(context: ILoadOptionsFunctions): Promise<readonly FieldSpec[]> {
	try {
		return ownColumns(await ownDetails(context));
	} catch {
		return [];
	}
}

async function ownDetails(context: ILoadOptionsFunctions): Promise<JsonObject> {
	const request = axeroRequest(await axeroSession(context));
	const id = scalarText((await currentUser(request)).UserID);
	return id === undefined ? {} : (await detailsOf(request, id)).record;
}

/** Labels that only this site has, as far as they hold text. */
function ownColumns(user: JsonObject): readonly FieldSpec[] {
	const standard = new Set(AXERO_FIELDS.map(({ name }) => name));
	return Object.entries(user).flatMap(([label, value]): readonly FieldSpec[] => {
		const isOwn = !standard.has(label) && !NO_LABELS.has(label) && (value === null || scalarText(value) !== undefined);
		return isOwn ? [{ name: label, label, type: 'text' }] : [];
	});
}
