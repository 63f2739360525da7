import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import type { Send, VendorAnswer, VendorRequest } from '../../http/types';
import { deadlines, USUAL_TIMEOUT_MS } from './deadline';
import { readAnswer, readThrown, toOptions } from './wire';

type Sign = (options: IHttpRequestOptions) => Promise<IHttpRequestOptions>;

/** A way out beside the session: for checking a credential, and for what issues its tokens. */
export function checkingSend(helper: IHttpRequestHelper, sign: Sign, timeout = USUAL_TIMEOUT_MS): Send {
	const withinTime = deadlines({ timeout });
	return async (request) => {
		try {
			return await withinTime(request, async (abortSignal) => {
				const options = await sign({ ...toOptions(request, timeout), abortSignal });
				return await answered(helper, options, request);
			});
		} catch (error) {
			return await readThrown(error, request);
		}
	};
}

async function answered({ helpers }: IHttpRequestHelper, options: IHttpRequestOptions, request: VendorRequest): Promise<VendorAnswer> {
	return await readAnswer(await helpers.httpRequest(options), request);
}
