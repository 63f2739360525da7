import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

import { isFailureError, FailureError } from '../../failure';
import { scrubber } from '../../http/secrets';
import { CHECKED, secretsOf } from './credential';
import { sentences } from '../../words';

/**
 * A hidden property that stays empty, because the platform calls `preAuthentication` where an expirable
 * property is empty (and on a 401 that is thrown): so every test of the credential makes the vendor's real
 * check. The declarative test can't read these answers: a wrong address and a 200 with an error inside
 * would pass. In an execution the session fills it in, so that nothing is checked on the way.
 */
export const checkedWhenTested: INodeProperties = {
	displayName: 'Checked',
	name: CHECKED,
	type: 'hidden',
	typeOptions: { expirable: true },
	default: '',
};

/**
 * Runs a vendor's check of a credential. Also what renews a token: there the failure goes on to the item.
 * @throws Error with what happened and what to do in its message, which is all that the credential dialog shows
 */
export async function checkCredential<T>(credential: ICredentialDataDecryptedObject, check: () => Promise<T>): Promise<T> {
	try {
		return await check();
	} catch (error) {
		throw explained(error, credential);
	}
}

function explained(error: unknown, credential: ICredentialDataDecryptedObject): Error {
	if (!isFailureError(error)) return error instanceof Error ? error : new Error(String(error));
	const scrub = scrubber(secretsOf(credential));
	const { says, todo } = error.failure;
	const failure = { ...error.failure, says: scrub(says), ...(todo === undefined ? {} : { todo: scrub(todo) }) };
	return new FailureError(failure, sentences(failure.says, failure.todo));
}
