import type { ICredentialType, IHttpRequestOptions } from 'n8n-workflow';
import pLimit from 'p-limit';
import { Pool } from 'undici';

import { BARE_WAYS, type Person, type Send } from './bareWays';
import type { Job } from './contender';

/**
 * The requests of a way by undici, without n8n: what client, network and vendor take by themselves. Connections are kept,
 * which n8n's helper does not do.
 */
export function rawly(
	{ way, concurrency, credential: { data } }: Extract<Job, { kind: 'raw' }>,
	{ authenticate }: ICredentialType,
): (items: Job['items']) => Promise<{ items: number }> {
	const open = BARE_WAYS[way];
	if (!open || typeof authenticate !== 'function') throw new Error(`${way} can't be sent by itself`);
	const pools = new Map<string, Pool>();
	const poolOf = (origin: string): Pool => {
		const pool = pools.get(origin) ?? new Pool(origin, { connections: concurrency });
		pools.set(origin, pool);
		return pool;
	};
	const send: Send = async (request) => {
		const signed: IHttpRequestOptions = await authenticate(data, request);
		const query = Object.entries(signed.qs ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
		const url = new URL(signed.url);
		for (const [name, value] of query) url.searchParams.set(name, value);
		const { statusCode, body } = await poolOf(url.origin).request({
			method: request.method,
			path: url.pathname + url.search,
			headers: { ...(signed.headers as Record<string, string>), 'User-Agent': 'n8n' },
			...(signed.body === undefined ? {} : { body: signed.body as string }),
		});
		const text = await body.text();
		if (statusCode >= 400) throw new Error(`${request.method} ${url.pathname}: ${statusCode} ${text.slice(0, 200)}`);
		return text;
	};
	return async (items) => {
		const update = await open(data, send);
		const limit = pLimit(concurrency);
		await Promise.all(items.map((item) => limit(async () => await update(item as Person))));
		return { items: items.length };
	};
}
