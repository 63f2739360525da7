import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import type { VendorAnswer, VendorRequest } from '../../http/types';
import { CHECKED } from './credential';
import { beforeSending } from './thrown';
import { readAnswer, readThrown, toOptions } from './wire';

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** When a request ends at the latest, and whether the credential renews its token before it. */
type Signing = Readonly<{ signal: AbortSignal; renews: boolean }>;

type Exchanging = Readonly<{
	context: Context;
	credentialType: string;
	/** The opened credential, which a renewed token is put into. */
	data: ICredentialDataDecryptedObject;
	/** How long a request may take, in milliseconds. */
	timeout: number;
	/** Told of each request that goes out. */
	count: () => void;
}>;

/** Sends one request. @throws FailureError, also what renewing the token failed with */
export type Exchange = (wanted: VendorRequest, signing: Signing) => Promise<VendorAnswer>;

/** The platform's helper, which signs requests with the credential. */
export function exchanging({ context, credentialType, data, timeout, count }: Exchanging): Exchange {
	return async (wanted, { signal, renews }) => {
		count();
		data[CHECKED] = renews ? '' : 'not in an execution';
		// Signed with what is in the credential now, whatever a sibling renews before the platform comes to that.
		const signing = renews ? data : { ...data };
		const additional = { credentialsDecrypted: { id: '', name: credentialType, type: credentialType, data: signing } };
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication
				.call(endingWith(openedOnce(context, signing), signal), credentialType, toOptions(wanted, timeout), additional)
				.catch((error: unknown) => {
					throw beforeSending(error);
				});
			return await readAnswer(response, wanted);
		} catch (error) {
			return await readThrown(error, wanted);
		}
	};
}

/** The OAuth2 path of the platform asks the context for the credential again at each request. */
export function openedOnce<C extends Context>(context: C, data: ICredentialDataDecryptedObject): C {
	return Object.create(context, { getCredentials: { value: async () => data } }) as C;
}

/** Ends a request of the platform's helper, which takes the signal from its context. */
function endingWith<C extends Context>(context: C, signal: AbortSignal): C {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as C;
}
