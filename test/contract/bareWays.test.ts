import type { IHttpRequestOptions } from 'n8n-workflow';

import { BARE_WAYS, type Send } from '../bench/bareWays';
import { freshSandbox } from '../freshSandbox';
import type { LoggedRequest } from '../sandbox';
import { runNode } from '../workflow/engine';
import { updateParameters, WAYS } from '../workflow/ways';

const sandbox = freshSandbox();

/** Without what signs in, which the bench does before it measures. */
const sent = (): readonly string[] =>
	sandbox.requests
		.filter(({ path }) => !/token$/.test(path) && !/ispring\/user\/profile\/fields$/.test(path))
		.map(nameOf)
		.sort();

function nameOf({ method, path, body }: LoggedRequest): string {
	const [, call = ''] = /<(\w+Request)>/.exec(body) ?? [];
	return [method, path, call].filter(Boolean).join(' ');
}

describe('the bare node of the bench', () => {
	it.each(WAYS)('sends what the node sends by $title, and writes the same', async (way) => {
		const [email, text] = ['ana.silva@example.test', 'as the bench writes it'];
		const type = way.credential();
		const result = await runNode({
			node: way.node(),
			credential: { type, data: way.data(sandbox) },
			parameters: updateParameters(way),
			items: [{ email, text }],
		});
		const [ours, data] = [sent(), result.stored];
		sandbox.clearLog();
		const send: Send = async (request) => {
			const { authenticate } = type;
			const signed: IHttpRequestOptions = typeof authenticate === 'function' ? await authenticate(data, request) : request;
			const url = new URL(signed.url);
			for (const [name, value] of Object.entries(signed.qs ?? {})) url.searchParams.set(name, String(value));
			const answer = await fetch(url, {
				method: request.method,
				headers: signed.headers as Record<string, string>,
				...(signed.body === undefined ? {} : { body: signed.body as string }),
			});
			return await answer.text();
		};
		const update = await BARE_WAYS[way.title]?.(data, send);
		await update?.({ email, text: 'by the bare node' });

		expect(result.error).toBeUndefined();
		expect(sent()).toEqual(ours);
		expect(way.stored(sandbox, email)).toBe('by the bare node');
	});
});
