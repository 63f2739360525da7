import type { INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

/**
 * Parameters as the editor stores them: each option in the group that has it. So a test names an option without its
 * group, and options of a way and of a test come together. What is in a group already stays there.
 */
export function inGroups(node: INodeType, parameters: INodeParameters): INodeParameters {
	const { options } = parameters;
	if (!isObject(options)) return parameters;
	const groups = groupsOf(node);
	const grouped: INodeParameters = {};
	for (const [name, value] of Object.entries(options)) {
		const group = groups.get(name);
		if (group === undefined) grouped[name] = isObject(value) ? { ...Object(grouped[name]), ...value } : value;
		else grouped[group] = { values: { ...valuesIn(grouped[group]), [name]: value } };
	}
	return { ...parameters, options: grouped };
}

/** Which group of "Options" has an option, in whatever operation. */
function groupsOf({ description }: INodeType): ReadonlyMap<string, string> {
	const options = description.properties.filter(({ name }) => name === 'options').flatMap(propertiesIn);
	const groups = options.filter(({ type, typeOptions }) => type === 'fixedCollection' && typeOptions?.multipleValues !== true);
	return new Map(groups.flatMap((group) => valuesOf(group).map(({ name }) => [name, group.name] as const)));
}

/** What a collection offers. */
export function propertiesIn({ options = [] }: INodeProperties): readonly INodeProperties[] {
	return options.filter((one): one is INodeProperties => 'type' in one);
}

/** The fields of a group. */
export function valuesOf({ options = [] }: INodeProperties): readonly INodeProperties[] {
	return options.flatMap((one) => ('values' in one ? one.values : []));
}

function valuesIn(group: unknown): INodeParameters {
	return isObject(group) && isObject(group.values) ? group.values : {};
}

function isObject(value: unknown): value is INodeParameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
