import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operations, properties } from './actions/operations';
import { getClearableFields, getConditionFields, getUserFields, searchGroups, searchOrganisations, searchUsers } from './methods';
import { runOperation } from '../shared/n8n/run/operations';

export class HighQPublisher implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HighQ Publisher',
		name: 'highQPublisher',
		icon: { light: 'file:../../icons/highq.svg', dark: 'file:../../icons/highq.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["preview"] ? "Preview: " : "") + $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Manage users, user groups and organisations of Thomson Reuters HighQ Publisher',
		defaults: { name: 'HighQ Publisher' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'highQPublisherApi', required: true, displayOptions: { show: { authentication: ['accessToken'] } } },
			{ name: 'highQPublisherOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: properties(),
	};

	methods = {
		listSearch: { searchGroups, searchOrganisations, searchUsers },
		loadOptions: { getClearableFields, getConditionFields },
		resourceMapping: { getUserFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations, { byName: { searchGroups, searchOrganisations, searchUsers }, byPage: {} });
	}
}
