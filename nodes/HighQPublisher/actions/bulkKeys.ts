import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../../shared/failure';
import { keyTexts } from '../../shared/fields/keyText';
import { toTexts } from '../../shared/fields/values';

type ListParameter = Readonly<{ name: string; label: string }>;

/** Where names stand beside IDs, a list gives them to the letter. */
export function idsAndNames(label: string, given: unknown): readonly string[] {
	const all = toTexts(label, given).map((one) => (/^\s*\d*\s*$/.test(one) ? one.trim() : one));
	return [...new Set(all.filter((one) => one !== ''))];
}

/**
 * What a parameter that takes several keys holds for item `i`: separated by commas, or a list. Each comes once.
 * @throws FailureError `invalid` when it is empty
 */
export function bulkKeys(context: IExecuteFunctions, i: number, { name, label }: ListParameter, read = keyTexts): readonly string[] {
	const keys = read(label, context.getNodeParameter(name, i));
	if (keys.length > 0) return keys;
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
