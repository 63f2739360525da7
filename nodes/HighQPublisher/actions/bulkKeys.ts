import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../../shared/failure';
import { toFieldValue } from '../../shared/n8n/values';

type ListParameter = Readonly<{ name: string; label: string }>;

/** IDs and addresses come without the blanks around them. */
const asKey = (key: string): string => key.trim();
/** Where names stand beside IDs, a list gives them to the letter. */
export const asIdOrName = (key: string): string => (/^\s*\d*\s*$/.test(key) ? key.trim() : key);

/**
 * What a parameter that takes several keys holds for item `i`: separated by commas, or a list. Each comes once.
 * @throws FailureError `invalid` when it is empty
 */
export function bulkKeys(context: IExecuteFunctions, i: number, { name, label }: ListParameter, as = asKey): readonly string[] {
	const given = toFieldValue({ name, label, type: 'list' }, context.getNodeParameter(name, i));
	const keys = Array.isArray(given) ? given.map((key) => as(String(key))).filter((key) => key !== '') : [];
	if (keys.length > 0) return [...new Set(keys)];
	throw failed({ kind: 'invalid', parameter: label, says: `${label} is empty`, todo: 'Give at least one.' });
}

/** What HighQ does when only some can be changed is not documented; the numbers at least must agree. */
export function hintAtMissing(
	context: IExecuteFunctions,
	i: number,
	{ asked, answered }: Readonly<{ asked: number; answered: number }>,
): void {
	if (answered < asked)
		hint(context, i, `HighQ was asked to change ${asked} and answered with ${answered}: look at those that are missing`);
}

/** A warning of one item beside the output. */
export function hint(context: IExecuteFunctions, i: number, says: string): void {
	context.addExecutionHints({ type: 'warning', location: 'outputPane', message: `Item ${i}: ${says}.` });
}
