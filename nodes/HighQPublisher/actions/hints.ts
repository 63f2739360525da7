import type { IExecuteFunctions } from 'n8n-workflow';

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
