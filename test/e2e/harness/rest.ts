import type { WebhookAnswer } from './types';

export const OWNER = {
	email: 'demo@example.test',
	firstName: 'Demo',
	lastName: 'Owner',
	password: 'Provision-2026',
};

export type Rest = <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;

/** The editor's own API. Answers with what n8n puts under `data`, and throws on everything but a 2xx. */
function restOf(origin: string, cookie: () => string): Rest {
	return async <T>(method: string, path: string, body?: unknown) => {
		const response = await send(origin, method, path, body, cookie());
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
		return (JSON.parse(text) as { data: T }).data;
	};
}

const send = (origin: string, method: string, path: string, body: unknown, cookie: string) =>
	fetch(`${origin}${path}`, {
		method,
		// n8n may close a kept connection in the moment in which it is used again.
		headers: { 'content-type': 'application/json', connection: 'close', ...(cookie && { cookie }) },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});

/** Any answer of that API as it comes, a refusal too. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Readonly<{ status: number; text: string }>>;

/** Creates the owner on a new instance, signs in on a known one. */
export async function signIn(origin: string): Promise<Readonly<{ rest: Rest; ask: Ask; cookie: string }>> {
	const setup = await send(origin, 'POST', '/rest/owner/setup', OWNER, '');
	const response = setup.ok
		? setup
		: await send(origin, 'POST', '/rest/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password }, '');
	if (!response.ok) throw new Error(`n8n did not let ${OWNER.email} in: ${response.status} ${await response.text()}`);
	const cookie = response.headers
		.getSetCookie()
		.map((one) => one.split(';')[0])
		.join('; ');
	const ask: Ask = async (method, path, body) => {
		const answer = await send(origin, method, path, body, cookie);
		return { status: answer.status, text: await answer.text() };
	};
	return { rest: restOf(origin, () => cookie), ask, cookie };
}

/** What a caller of a production webhook sees. */
export async function callWebhook(origin: string, path: string, body: unknown, method: string): Promise<WebhookAnswer> {
	const response = await send(origin, method, `/webhook/${path}`, body, '');
	const text = await response.text();
	return { status: response.status, text, body: parsedOrText(text) };
}

function parsedOrText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
