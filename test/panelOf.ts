import type { INodeProperties, INodeType } from 'n8n-workflow';

/** Every resource and operation of a node, in the order of its lists. */
export function operationsOf({ description }: INodeType): ReadonlyArray<readonly [resource: string, operation: string]> {
	return description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			(displayOptions?.show?.resource ?? []).flatMap((resource) =>
				options.flatMap((one) => ('value' in one ? [[String(resource), String(one.value)] as const] : [])),
			),
		);
}

/** The parameters of an operation in their order, with what their options offer there and nothing else. */
export function panelOf({ description }: INodeType, resource: string, operation: string): readonly INodeProperties[] {
	return description.properties
		.filter(
			({ displayOptions: { show } = {} }) => show?.resource?.includes(resource) === true && show.operation?.includes(operation) === true,
		)
		.map((parameter) => offering(parameter, operation));
}

function offering(property: INodeProperties, operation: string): INodeProperties {
	if (!property.options || property.name === 'operation') return property;
	const offered = (inside: readonly INodeProperties[]): INodeProperties[] =>
		inside
			.filter(({ displayOptions }) => displayOptions?.show?.['/operation']?.includes(operation) !== false)
			.map((one) => offering(one, operation));
	const options = property.options.flatMap((one): NonNullable<INodeProperties['options']> => {
		if ('values' in one) return [{ ...one, values: offered(one.values) }];
		return 'type' in one ? offered([one]) : [one];
	});
	return { ...property, options };
}
