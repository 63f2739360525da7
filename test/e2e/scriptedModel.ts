import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the model says next: calls of tools, or its last words. */
export type Turn = Readonly<{ calls: ReadonlyArray<Readonly<{ tool: string; args: object }>> }> | Readonly<{ text: string }>;

/** A tool as the model was told of it. */
export type ToldTool = Readonly<{
	name: string;
	description: string;
	parameters: Readonly<{
		properties: Readonly<Record<string, Readonly<{ type?: string; description?: string }>>>;
		required?: readonly string[];
	}>;
}>;

type Message = Readonly<{ role: string; content: unknown; tool_call_id?: string }>;
type Asked = Readonly<{ messages: readonly Message[]; tools?: ReadonlyArray<Readonly<{ function: ToldTool }>> }>;

export interface ScriptedModel {
	/** For "Base URL" of an OpenAI credential. */
	readonly url: string;
	/** Forgets what was asked, and says these turns in order. */
	readonly follow: (...turns: readonly Turn[]) => void;
	/** The tools that it was offered in its last turn, by name. */
	readonly tools: () => ReadonlyMap<string, ToldTool>;
	/** What its tools answered, in order, as text. */
	readonly answers: () => readonly string[];
	readonly close: () => Promise<void>;
}

/** Speaks OpenAI's chat completions on 127.0.0.1. It thinks nothing: a test writes down what it says. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	let turns: readonly Turn[] = [];
	let asked: readonly Asked[] = [];
	const server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			const turn = turns[asked.length] ?? { text: 'The script has no more turns.' };
			asked = [...asked, JSON.parse(body) as Asked];
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion(turn, asked.length)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		follow: (...script) => {
			turns = script;
			asked = [];
		},
		tools: () => new Map((asked.at(-1)?.tools ?? []).map(({ function: tool }) => [tool.name, tool])),
		answers: () => (asked.at(-1)?.messages ?? []).filter(({ role }) => role === 'tool').map(({ content }) => textOf(content)),
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

function completion(turn: Turn, number: number): object {
	const calls = 'calls' in turn ? turn.calls : [];
	const message = {
		role: 'assistant',
		content: 'text' in turn ? turn.text : null,
		...(calls.length === 0
			? {}
			: {
					tool_calls: calls.map(({ tool, args }, i) => ({
						id: `call_${number}_${i}`,
						type: 'function',
						function: { name: tool, arguments: JSON.stringify(args) },
					})),
				}),
	};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 1_700_000_000,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: calls.length === 0 ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** A message is a text, or a list of parts. */
function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	return Array.isArray(content) ? content.map((part: unknown) => String(Object(part).text ?? '')).join('') : '';
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
	return Buffer.concat(chunks).toString('utf8');
}
