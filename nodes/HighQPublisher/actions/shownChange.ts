import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { plainObject } from '../../shared/json/json';
import type { Session } from '../../shared/n8n/session';
import type { Change } from '../records';
import { hint } from './bulkKeys';

/** A record after a write, as the members of an item. */
export function shownChange(
	{ context, session, i }: Readonly<{ context: IExecuteFunctions; session: Session; i: number }>,
	{ record, unread }: Change,
): IDataObject {
	if (unread !== undefined) hint(context, i, `HighQ accepted the change, but it could not be read afterwards: ${session.scrub(unread)}`);
	return plainObject(record);
}
