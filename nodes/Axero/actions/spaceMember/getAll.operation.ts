import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import { selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { listed, membersList } from '../../lists';
import { simplifiedRow } from '../../profile';
import { nameFilter, nameFilterOf } from '../filters';
import { axeroOptions, openAxero } from '../open';
import { notDocumented, SPACE, spaceParameter } from '../space/common';

const shown = { resource: ['spaceMember'], operation: ['getAll'] };

const description: INodeProperties[] = [
	spaceParameter(shown, 'The space whose members are listed'),
	...manyParameters(shown),
	nameFilter(shown),
	...outputParameters(shown),
	notDocumented(shown),
	axeroOptions(shown, [incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openAxero(context);
	return await getMany(context, {
		session,
		read: (i) => ({ space: selectedId(context, i, SPACE), text: nameFilterOf(context, i) }),
		rows: ({ space, text }) => listed(request, membersList(space, text)),
		show: plainObject,
		simplified: simplifiedRow,
	});
}

export const getAll: Operation = { description, execute };
