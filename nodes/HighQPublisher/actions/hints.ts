import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { plainObject } from '../../shared/json/json';
import type { Session } from '../../shared/n8n/session';
import type { Change } from '../records';

/** A record after a write, as the members of an item. */
export function shownChange(
	{ context, session, i }: Readonly<{ context: IExecuteFunctions; session: Session; i: number }>,
	{ record, warnings }: Change,
): IDataObject {
	for (const warning of warnings) hint(context, i, session.scrub(warning));
	return plainObject(record);
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
function hint(context: IExecuteFunctions, i: number, says: string): void {
	context.addExecutionHints({ type: 'warning', location: 'outputPane', message: `Item ${i}: ${says}.` });
}
