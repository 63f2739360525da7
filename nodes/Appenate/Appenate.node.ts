import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operations } from './actions/operations';
import { getUserFields } from './methods/resourceMapping';
import { parametersOf, runOperation } from '../shared/n8n/operations';

export class Appenate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Appenate',
		name: 'appenate',
		icon: { light: 'file:../../icons/appenate.svg', dark: 'file:../../icons/appenate.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and update users of Appenate and its brands, such as Forms On Fire and eForms Mobile',
		defaults: { name: 'Appenate' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'appenateApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'User', value: 'user' }],
				default: 'user',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['user'] } },
				options: [
					{ name: 'Get', value: 'get', action: 'Get a user', description: 'Read one user by e-mail, external ID or ID' },
					{
						name: 'Update',
						value: 'update',
						action: 'Update a user',
						description: 'Change fields, groups, folders and metadata of a user; never creates one',
					},
				],
				default: 'update',
			},
			...parametersOf(operations),
		],
	};

	methods = { resourceMapping: { getUserFields } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
