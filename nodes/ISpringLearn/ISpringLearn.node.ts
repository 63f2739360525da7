import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operations, properties } from './actions/operations';
import {
	searchDepartments,
	searchGroups,
	searchRoles,
	searchUsers,
	getClearableFields,
	getConditionFields,
	getCourses,
	getUserFields,
} from './methods';
import { runOperation } from '../shared/n8n/run/operations';

export class ISpringLearn implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'iSpring Learn',
		name: 'iSpringLearn',
		icon: { light: 'file:../../icons/ispring.svg', dark: 'file:../../icons/ispring.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["preview"] ? "Preview: " : "") + $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create, read, update and deactivate users, departments, groups and enrollments in iSpring Learn (iSpring LMS)',
		defaults: { name: 'iSpring Learn' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'iSpringLearnApi', required: true, displayOptions: { show: { authentication: ['account'] } } },
			{ name: 'iSpringLearnTokenApi', required: true, displayOptions: { show: { authentication: ['token'] } } },
		],
		properties: properties(),
	};

	methods = {
		listSearch: { searchDepartments, searchGroups, searchRoles, searchUsers },
		loadOptions: { getClearableFields, getConditionFields, getCourses },
		resourceMapping: { getUserFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations, { byName: {}, byPage: { searchDepartments, searchGroups, searchRoles, searchUsers } });
	}
}
