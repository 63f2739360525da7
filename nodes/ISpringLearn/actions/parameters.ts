import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../../shared/failure';
import { someName } from '../../shared/n8n/names';
import { toFieldValue, toText } from '../../shared/n8n/values';
import type { NonEmpty } from '../../shared/provisioning/types';
import { uniqueIds } from '../ids';
import { FULL_PAGE } from '../transport/restClient';

type Parameter = Readonly<{ displayName: string; name: string }>;

/** Several texts: a list of an expression, or one text with commas. None is an answer. */
export function listOf(context: IExecuteFunctions, i: number, { displayName, name }: Parameter): readonly string[] {
	const given = toFieldValue({ name, label: displayName, type: 'list' }, context.getNodeParameter(name, i, ''));
	return Array.isArray(given) ? given.map(String) : [];
}

/** Several IDs, each once in whatever spelling. None is an answer. */
export function idsOf(context: IExecuteFunctions, i: number, parameter: Parameter): readonly string[] {
	return uniqueIds(listOf(context, i, parameter));
}

/** @throws FailureError `invalid` when there is none */
export function someOf(context: IExecuteFunctions, i: number, parameter: Parameter): NonEmpty<string> {
	const [first, ...others] = idsOf(context, i, parameter);
	if (first !== undefined) return [first, ...others];
	throw failed({
		kind: 'invalid',
		parameter: parameter.displayName,
		says: `${parameter.displayName} is empty`,
		todo: 'Map at least one ID for every item.',
	});
}

/**
 * A day as iSpring writes it. A time of day, as n8n's date picker adds one, is dropped.
 * @returns undefined when nothing is given
 * @throws FailureError `invalid` for what is no date
 */
export function dateOf(context: IExecuteFunctions, i: number, { displayName, name }: Parameter): string | undefined {
	const given: unknown = context.getNodeParameter(name, i, '');
	// An expression can give the date of a library, which writes itself as text.
	const text = (typeof given === 'string' ? given : JSON.stringify(given ?? '').replace(/^"|"$/g, '')).trim();
	if (text === '') return undefined;
	const [day = ''] = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(text) ?? [];
	if (day !== '' && isDay(day)) return day;
	throw failed({
		kind: 'invalid',
		parameter: displayName,
		says: `${displayName} is not a date: "${text}"`,
		todo: 'Write it like 2030-02-28.',
	});
}

/** @throws FailureError `invalid` when none is given */
export function someDateOf(context: IExecuteFunctions, i: number, parameter: Parameter): string {
	const date = dateOf(context, i, parameter);
	if (date !== undefined) return date;
	throw failed({
		kind: 'invalid',
		parameter: parameter.displayName,
		says: `${parameter.displayName} is empty`,
		todo: 'Map a date for every item.',
	});
}

/** February has no 30th, whatever JavaScript makes of it. */
function isDay(text: string): boolean {
	const time = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** No more rows are asked for than item `i` wants. */
export function pageSizeOf(context: IExecuteFunctions, i: number): number {
	if (context.getNodeParameter('returnAll', i, false) === true) return FULL_PAGE;
	const limit = Number(context.getNodeParameter('limit', i, 50));
	return Number.isInteger(limit) ? Math.min(Math.max(limit, 1), FULL_PAGE) : FULL_PAGE;
}

/** A key, such as an ID or a code, without the blanks around it; empty when nothing is given. */
export function keyTextOf(context: IExecuteFunctions, i: number, { displayName, name }: Parameter): string {
	const given: unknown = context.getNodeParameter(name, i, '');
	return given === undefined || given === null ? '' : toText(displayName, given).trim();
}

/** @throws FailureError `invalid` when it is empty */
export function nameOf(context: IExecuteFunctions, i: number, { displayName, name }: Parameter): string {
	return someName(displayName, context.getNodeParameter(name, i, ''));
}
