import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import { selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { joinRequestsList, listed } from '../../lists';
import { simplifiedRow } from '../../profile';
import { axeroOptions, openAxero } from '../open';
import { notDocumented, SPACE, spaceParameter } from '../space/common';

const shown = { resource: ['spaceMember'], operation: ['getRequests'] };

const description: INodeProperties[] = [
	spaceParameter(shown, 'The space that people ask to join'),
	...manyParameters(shown),
	...outputParameters(shown),
	notDocumented(shown),
	axeroOptions(shown, [incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openAxero(context);
	return await getMany(context, {
		session,
		read: (i) => selectedId(context, i, SPACE),
		rows: (space) => listed(request, joinRequestsList(space)),
		show: plainObject,
		simplified: simplifiedRow,
	});
}

export const getRequests: Operation = { description, execute };
