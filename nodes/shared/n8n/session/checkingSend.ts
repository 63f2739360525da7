import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import type { Send, VendorAnswer, VendorRequest } from '../../http/types';
import { deadline, readAnswer, readThrown, toOptions, USUAL_TIMEOUT_MS, within } from './wire';

type Sign = (options: IHttpRequestOptions) => Promise<IHttpRequestOptions>;

/** A way out beside the session: for checking a credential, and for what issues its tokens. */
export function checkingSend(helper: IHttpRequestHelper, sign: Sign, timeout = USUAL_TIMEOUT_MS): Send {
	return async (request) => {
		const { signal, explain } = deadline({ timeout }, request);
		try {
			const options = await sign({ ...toOptions(request, timeout), abortSignal: signal });
			return await within(signal, answered(helper, options, request));
		} catch (error) {
			return await readThrown(explain(error), request);
		}
	};
}

async function answered({ helpers }: IHttpRequestHelper, options: IHttpRequestOptions, request: VendorRequest): Promise<VendorAnswer> {
	return await readAnswer(await helpers.httpRequest(options), request);
}
