import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid, type FailureError } from '../../shared/failure';
import { toDay } from '../../shared/fields/days';
import { returnsAll } from '../../shared/n8n/run/getMany';
import { keyTexts } from '../../shared/fields/keyText';
import { REQUESTS } from '../../shared/n8n/parameters/groups';
import { type Offers, optionsParameter, type ShownFor } from '../../shared/n8n/parameters/options';
import { toText } from '../../shared/fields/values';
import type { NonEmpty } from '../../shared/provisioning/types';
import { uniqueIds } from '../user/compare';
import { FULL_PAGE } from '../wire/restClient';
import { NAMESPACES } from '../wire/soapEnvelope';

type Parameter = Readonly<{ displayName: string; name: string }>;

const soapNamespace: INodeProperties = {
	displayName: 'SOAP Namespace',
	name: 'soapNamespace',
	type: 'options',
	noDataExpression: true,
	options: NAMESPACES.map((value) => ({ name: value, value })),
	default: 'http://new.webservice.namespace',
	displayOptions: { show: { '/api': ['soap'] } },
	description: 'The namespace of requests. iSpring documents both: try the other one if requests are not understood.',
};

/** "Options", with what only SOAP asks. */
export function iSpringOptions(show: ShownFor, { requests = [], ...offers }: Offers = {}): INodeProperties {
	return optionsParameter(show, { ...offers, requests: [...requests, soapNamespace] });
}

/** Where {@link iSpringOptions} has the namespace. */
export const SOAP_NAMESPACE = `${REQUESTS.path}.${soapNamespace.name}`;

export function emptyParameter(displayName: string, todo: string): FailureError {
	return invalid(displayName, `${displayName} is empty`, todo);
}

/** Several IDs: a list of an expression, or one text with commas. None is an answer. */
export function listOf(context: IExecuteFunctions, i: number, { displayName, name }: Parameter): readonly string[] {
	return keyTexts(displayName, context.getNodeParameter(name, i, ''));
}

/** Several IDs, each once in whatever spelling. None is an answer. */
export function idsOf(context: IExecuteFunctions, i: number, parameter: Parameter): readonly string[] {
	return uniqueIds(listOf(context, i, parameter));
}

/** @throws FailureError `invalid` when there is none */
export function someOf(context: IExecuteFunctions, i: number, parameter: Parameter): NonEmpty<string> {
	const [first, ...others] = idsOf(context, i, parameter);
	if (first !== undefined) return [first, ...others];
	throw emptyParameter(parameter.displayName, 'Map at least one ID for every item.');
}

/** A day. */
export function dateParameter({ displayName, name }: Parameter, show: ShownFor, description: string): INodeProperties {
	return { displayName, name, type: 'dateTime', default: '', placeholder: 'e.g. 2030-02-28', description, displayOptions: { show } };
}

/**
 * A day as iSpring writes it; see {@link toDay}. A time of day, as n8n's date picker adds one, is dropped.
 * @returns undefined when nothing is given
 * @throws FailureError `invalid` for what is no date
 */
export function dateOf(context: IExecuteFunctions, i: number, { displayName, name }: Parameter): string | undefined {
	return toDay(displayName, context.getNodeParameter(name, i, ''), context.getTimezone());
}

/** @throws FailureError `invalid` when none is given */
export function someDateOf(context: IExecuteFunctions, i: number, parameter: Parameter): string {
	const date = dateOf(context, i, parameter);
	if (date !== undefined) return date;
	throw emptyParameter(parameter.displayName, 'Map a date for every item.');
}

/** No more rows are asked for than item `i` wants. */
export function pageSizeOf(context: IExecuteFunctions, i: number): number {
	if (returnsAll(context, i)) return FULL_PAGE;
	const limit = Number(context.getNodeParameter('limit', i, 50));
	return Number.isInteger(limit) ? Math.min(Math.max(limit, 1), FULL_PAGE) : FULL_PAGE;
}

/** A key, such as an ID or a code, without the blanks around it; empty when nothing is given. */
export function keyTextOf(context: IExecuteFunctions, i: number, { displayName, name }: Parameter): string {
	return toText(displayName, context.getNodeParameter(name, i, '') ?? '').trim();
}
