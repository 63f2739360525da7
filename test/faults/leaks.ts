import { inspect } from 'node:util';

import type { NodeResult } from '../workflow/engine';
import { seenIn } from './canaries';

const printed: string[] = [];

/** Keeps what is written to stdout, stderr and the console to itself, where leaks are looked for. */
export function listenToPrints(): void {
	for (const stream of [process.stdout, process.stderr]) {
		jest.spyOn(stream, 'write').mockImplementation((chunk) => {
			printed.push(String(chunk));
			return true;
		});
	}
	for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		jest.spyOn(console, name).mockImplementation((...said: unknown[]) => {
			printed.push(inspect(said, { depth: 8 }));
		});
	}
}

/** The canaries in all that an execution leaves behind: its data, its error with what JSON leaves out of that, hints and prints. */
export function leaksOf(result: NodeResult, canaries?: readonly string[]): string[] {
	const { error } = result.raw;
	const traces = [
		JSON.stringify(result.raw),
		JSON.stringify(error),
		inspect(error, { depth: 8, showHidden: true }),
		error?.stack ?? '',
		error?.description ?? '',
		JSON.stringify(result.outputs),
		...result.hints,
		...printed.splice(0),
	];
	return seenIn(traces.join('\n'), canaries);
}
