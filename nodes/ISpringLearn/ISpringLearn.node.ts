import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { operations } from './actions/operations';
import { getUserFields } from './methods/resourceMapping';
import { protocolParameters } from './protocols';
import { parametersOf, runOperation } from '../shared/n8n/operations';

export class ISpringLearn implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'iSpring Learn',
		name: 'iSpringLearn',
		icon: { light: 'file:../../icons/ispring.svg', dark: 'file:../../icons/ispring.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and update people in iSpring Learn (iSpring LMS)',
		defaults: { name: 'iSpring Learn' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'iSpringLearnApi', required: true, displayOptions: { show: { authentication: ['account'] } } },
			{ name: 'iSpringLearnTokenApi', required: true, displayOptions: { show: { authentication: ['token'] } } },
		],
		properties: [
			...protocolParameters,
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
					{ name: 'Get', value: 'get', action: 'Get a user', description: 'Read one user by e-mail, login or ID' },
					{ name: 'Update', value: 'update', action: 'Update a user', description: 'Change fields, department, groups or role of a user; never creates one' },
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
