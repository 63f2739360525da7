import type { INodeProperties } from 'n8n-workflow';

import { choices, operations } from './operations';
import { protocolParameters } from '../wire/protocols';
import { parametersOf } from '../../shared/n8n/run/operations';

/** The parameters of the node, in the order of the editor. A built node takes them from n8n's file of descriptions. */
export function properties(): INodeProperties[] {
	return [...protocolParameters, ...choices, ...parametersOf(operations)];
}
