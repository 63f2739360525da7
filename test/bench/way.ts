import './straight';

import { join, relative } from 'node:path';

import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { startSandbox } from '../sandbox';
import { runNode } from '../workflow/engine';
import { updateParameters, WAYS } from '../workflow/ways';

/*
 * `npm run figures`. The way of one update by each way to a vendor, from the node's `execute` to the request that writes: how many frames of
 * our own are on the (asynchronous) stack at that moment, in how many files, and how many of them call back, which means
 * that they step into a file that was left before. `--frames` shows them.
 */

Error.stackTraceLimit = Number.POSITIVE_INFINITY;

const ROOT = join(__dirname, '..', '..');
const FRAME = /^\s+at (?:async )?(?:(.*?) \()?(?:file:\/\/)?(\/.*?):(\d+):\d+\)?$/;

type Frame = Readonly<{ file: string; name: string; line: string }>;

/** Our own frames, the node's `execute` first. */
function framesOf(stack: string): readonly Frame[] {
	return stack
		.split('\n')
		.flatMap((line): Frame[] => {
			const [, name = '', file = '', number = ''] = FRAME.exec(line) ?? [];
			const own = relative(ROOT, file);
			return own.startsWith('nodes/') ? [{ file: own.slice('nodes/'.length), name, line: number }] : [];
		})
		.reverse();
}

/** The node, telling of the stack of each of its requests once it is answered. */
function watched(node: INodeType, tell: (stack: string) => void): INodeType {
	return {
		description: node.description,
		...(node.methods ? { methods: node.methods } : {}),
		async execute(this: IExecuteFunctions) {
			const helpers: IExecuteFunctions['helpers'] = Object.create(this.helpers, {
				httpRequestWithAuthentication: {
					value: async function (
						this: IExecuteFunctions,
						...args: Parameters<IExecuteFunctions['helpers']['httpRequestWithAuthentication']>
					) {
						const { stack = '' } = new Error('here');
						const answer: unknown = await context.helpers.httpRequestWithAuthentication.apply(this, args);
						tell(stack);
						return answer;
					},
				},
			}) as IExecuteFunctions['helpers'];
			const context = this;
			const watching = Object.create(this, { helpers: { value: helpers } }) as IExecuteFunctions;
			return (await node.execute?.call(watching)) ?? [];
		},
	};
}

async function main(): Promise<void> {
	const shows = process.argv.includes('--frames');
	const sandbox = await startSandbox();
	const rows: (readonly [string, ...number[]])[] = [];
	try {
		for (const way of WAYS) {
			let wrote: string | undefined;
			sandbox.clearLog();
			const result = await runNode({
				node: watched(way.node(), (stack) => {
					if (sandbox.writes(way.channel).length > 0) wrote ??= stack;
				}),
				credential: { type: way.credential(), data: way.data(sandbox) },
				parameters: updateParameters(way),
				items: [{ email: 'ana.silva@example.test', text: way.title }],
			});
			if (result.error) throw new Error(`${way.title}: ${result.error.message}`);
			if (wrote === undefined) throw new Error(`${way.title}: nothing was written`);
			const frames = framesOf(wrote);
			const files = frames.map(({ file }) => file).filter((file, i, all) => file !== all[i - 1]);
			rows.push([way.title, frames.length, new Set(files).size, files.length - new Set(files).size]);
			if (shows) console.log(`${way.title}\n${frames.map(({ file, name, line }) => `  ${file}:${line} ${name}`).join('\n')}\n`);
		}
	} finally {
		await sandbox.close();
	}
	console.log(`${''.padEnd(36)}frames  files  call backs`);
	for (const [title, ...figures] of rows) console.log(title.padEnd(36) + figures.map((figure) => String(figure).padStart(6)).join(' '));
}

void main();
