import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operations, properties } from './actions/operations';
import { searchFolders, searchGroups, searchUsers, getClearableFields, getConditionFields, getUserFields } from './methods';
import { runOperation } from '../shared/n8n/run/operations';

export class Appenate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Appenate',
		name: 'appenate',
		icon: { light: 'file:../../icons/appenate.svg', dark: 'file:../../icons/appenate.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["preview"] ? "Preview: " : "") + $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create, read, update, deactivate and delete users of Appenate and its brands, such as Forms On Fire and eForms Mobile',
		defaults: { name: 'Appenate' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'appenateApi', required: true }],
		properties: properties(),
	};

	methods = {
		listSearch: { searchFolders, searchGroups, searchUsers },
		loadOptions: { getClearableFields, getConditionFields },
		resourceMapping: { getUserFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations, { byName: { searchFolders, searchGroups, searchUsers }, byPage: {} });
	}
}
