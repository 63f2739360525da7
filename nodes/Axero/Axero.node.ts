import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operations, properties } from './actions/operations';
import { searchSpaces, searchUsers, getClearableFields, getConditionFields, getUserFields } from './methods';
import { runOperation } from '../shared/n8n/run/operations';

export class Axero implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Axero',
		name: 'axero',
		icon: { light: 'file:../../icons/axero.svg', dark: 'file:../../icons/axero.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["preview"] ? "Preview: " : "") + $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create, read, update and deactivate users of an Axero intranet and manage the members of its spaces',
		defaults: { name: 'Axero' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'axeroApi', required: true }],
		properties: properties(),
	};

	methods = {
		listSearch: { searchSpaces, searchUsers },
		loadOptions: { getClearableFields, getConditionFields },
		resourceMapping: { getUserFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations, { byName: { searchUsers }, byPage: { searchSpaces } });
	}
}
