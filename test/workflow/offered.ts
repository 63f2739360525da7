import type { INodeParameters, INodeType } from 'n8n-workflow';

import { panelOf } from '../panelOf';
import { propertiesIn, valuesOf } from './inGroups';

/** The operations on a whole list, which ask for "Match By" in place of "User". */
const ON_LISTS = new Set(['sync', 'compare']);

/** Who is meant, under the name that the parameter has in an operation. */
export function who<Locator>(operation: string, locator: Locator): Readonly<Record<string, Locator>> {
	return { [ON_LISTS.has(operation) ? 'matchBy' : 'user']: locator };
}

/**
 * The names of parameters and options that a run gives and the node does not have: n8n would leave them out, and the
 * test would run without what it is about.
 */
export function notOffered(node: INodeType, parameters: INodeParameters): readonly string[] {
	const { resource = 'user', operation, options } = parameters;
	const { properties } = node.description;
	const shown = panelOf(node, String(resource), String(operation));
	const offered = shown.filter(({ name }) => name === 'options').flatMap(propertiesIn);
	const inGroup = (group: string, given: unknown): readonly string[] => {
		const fields = offered.filter(({ name }) => name === group).flatMap(valuesOf);
		return Object.keys(Object(recordOf(given)).values ?? {}).filter((name) => !fields.some((one) => one.name === name));
	};
	return [
		...Object.keys(parameters).filter((name) => !properties.some((one) => one.name === name)),
		...('user' in parameters && ON_LISTS.has(String(operation)) ? ['user'] : []),
		...Object.keys(recordOf(options)).filter((name) => !offered.some((one) => one.name === name)),
		...Object.entries(recordOf(options)).flatMap(([name, given]) => inGroup(name, given)),
	];
}

/** The parameters without those that {@link notOffered} names. */
export function onlyOffered(node: INodeType, { options, ...parameters }: INodeParameters): INodeParameters {
	const unknown = new Set(notOffered(node, { ...parameters, options: options ?? {} }));
	const kept = (all: object): INodeParameters => Object.fromEntries(Object.entries(all).filter(([name]) => !unknown.has(name)));
	return { ...kept(parameters), ...(options === undefined ? {} : { options: kept(recordOf(options)) }) };
}

function recordOf(value: unknown): object {
	return typeof value === 'object' && value !== null ? value : {};
}
