import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getUser } from '../../../shared/n8n/get';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption, scimUserOf } from '../../../shared/n8n/scim';
import { userParameter } from '../../../shared/n8n/user';
import { appenateOptions, openAppenate } from '../open';
import { appenateDirectory } from '../../appenateDirectory';
import { withKeyFields } from '../../profile';
import { appenateScim } from '../../scim';
import { simplified } from '../../simplified';
import { appenateRequest } from '../../transport/request';
import { appenateUser, formatOf, formatOption, placesAsOf, placesOption, USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['get'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to read. By ID is the quickest; the others search first.'),
	...outputParameters(shown, { scim: true }),
	appenateOptions(shown, [formatOption, placesOption, scimMappingOption]),
];

const SCIM = appenateScim();

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openAppenate(context);
	const directory = appenateDirectory(appenateRequest(session, formatOf(context)));
	return await getUser(context, {
		session,
		find: directory.find,
		read: (i) => ({ key: appenateUser(context, i), with: { doNotEmail: true, placesAs: placesAsOf(context, i) } }),
		show: plainObject,
		simplified,
		scim: (profile) => scimUserOf(context, withKeyFields(profile), SCIM),
	});
}

export const get: Operation = { description, execute };
