import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { isRead } from '../../http/readOnly';
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
	/** The opened credential as it is, and as whatever changes it has to: by way of `data`, which a renewed token is put into. */
	opened: Readonly<ICredentialDataDecryptedObject>;
	data: ICredentialDataDecryptedObject;
	/** How long a request may take, in milliseconds. */
	timeout: number;
	/** Told of each request that goes out. */
	count: () => void;
}>;

/** Sends one request. @throws FailureError, also what renewing the token failed with */
export type Exchange = (wanted: VendorRequest, signing: Signing) => Promise<VendorAnswer>;

/** The platform's helper, which signs requests with the credential. */
export function exchanging({ context, credentialType, opened, data, timeout, count }: Exchanging): Exchange {
	/** Whether the vendor has answered: an address that is none of the API's may send anything. */
	let isMet = false;
	return async (wanted, { signal, renews }) => {
		count();
		const checked = renews ? '' : 'not in an execution';
		if (data[CHECKED] !== checked) data[CHECKED] = checked;
		// Signed with what is in the credential now, whatever a sibling renews before the platform comes to that.
		const signing = renews ? data : { ...opened };
		const additional = { credentialsDecrypted: { id: '', name: credentialType, type: credentialType, data: signing } };
		const options = toOptions(wanted, timeout, isMet && isShort(wanted) ? 'arraybuffer' : 'stream');
		let response: unknown;
		try {
			const signed = contextOf(context, { data: signing, signal });
			response = await context.helpers.httpRequestWithAuthentication.call(signed, credentialType, options, additional);
		} catch (error) {
			return await readThrown(beforeSending(error), wanted);
		}
		try {
			const answer = await readAnswer(response, wanted);
			isMet = true;
			return answer;
		} catch (error) {
			return await readThrown(error, wanted);
		}
	};
}

/** Whether a request is answered with little: lists are not. */
function isShort(request: VendorRequest): boolean {
	return request.one === true || !isRead(request);
}

/** The OAuth2 path of the platform asks the context for the credential again at each request. */
export function openedOnce<C extends Context>(context: C, data: ICredentialDataDecryptedObject): C {
	return Object.create(context, { getCredentials: { value: async () => data } }) as C;
}

/** The same for one request, and what ends it: the platform's helper takes both from its context. */
function contextOf<C extends Context>(
	context: C,
	{ data, signal }: Readonly<{ data: ICredentialDataDecryptedObject; signal: AbortSignal }>,
): C {
	return Object.assign(Object.create(context) as C, {
		getCredentials: async () => await Promise.resolve(data),
		getExecutionCancelSignal: () => signal,
	});
}
