import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { pathSegment } from '../../../shared/http/address';
import { isJsonObject, plainObject, scalarText, type Json, type JsonObject } from '../../../shared/json/json';
import { eachItem } from '../../../shared/n8n/items';
import { selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters, shapeOf } from '../../../shared/n8n/output';
import { somebodyElse } from '../../details';
import { simplifiedSpace } from '../../profile';
import type { AxeroRequest } from '../../transport/request';
import { axeroOptions, openAxero } from '../open';
import { notDocumented, SPACE, spaceParameter } from './common';

const shown = { resource: ['space'], operation: ['get'] };

const description: INodeProperties[] = [
	spaceParameter(shown, 'The space to read'),
	...outputParameters(shown),
	notDocumented(shown),
	axeroOptions(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openAxero(context);
	return await eachItem(context, {
		session,
		read: (i) => ({ id: selectedId(context, i, SPACE), shape: shapeOf(context, i, simplifiedSpace) }),
		work: async ({ id, shape }) => shape(plainObject(await readSpace(request, id))),
	});
}

async function readSpace(request: AxeroRequest, id: string): Promise<JsonObject> {
	const about = `space ${id}`;
	const isIt = (answer: Json): boolean => isJsonObject(answer) && scalarText(answer.SpaceID) === id;
	const { data } = await request({ method: 'GET', path: `/spaces/${pathSegment('Space', id)}`, about, bare: isIt });
	const shown = isJsonObject(data) ? scalarText(data.SpaceID) : undefined;
	if (shown !== undefined && shown !== id) throw somebodyElse(about, `space ${shown}`);
	if (isJsonObject(data)) return data;
	throw failed({
		kind: 'notFound',
		says: `No space with the ID "${id}" was found`,
		todo: 'Check the value of Space, and whether the credential may see this space.',
	});
}

export const get: Operation = { description, execute };
