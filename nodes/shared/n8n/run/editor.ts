import { NodeOperationError, type ILoadOptionsFunctions } from 'n8n-workflow';

import { failureOf } from '../../failure';
import type { Session } from '../session/session';

/**
 * What the editor asks a vendor for: a list to choose from.
 * @throws NodeOperationError with the vendor's words and what to do, without the credential's secrets
 */
export async function forEditor<T>(context: ILoadOptionsFunctions, session: Session, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw shownError(context, session, error);
	}
}

function shownError(context: ILoadOptionsFunctions, { scrub }: Session, error: unknown): NodeOperationError {
	const { says, todo } = failureOf(error);
	return new NodeOperationError(context.getNode(), scrub(says), { description: scrub(todo ?? '') });
}
