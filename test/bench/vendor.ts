import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import type { SandboxSecrets, SandboxUrls } from '../sandbox';

export type Scheme = 'http' | 'https';

/** What the process is asked. */
export type Ask =
	| Readonly<{ ask: 'open' }>
	/** Counts from now on; each answer takes so long. */
	| Readonly<{ ask: 'begin'; delayMs: number }>
	| Readonly<{ ask: 'end' }>
	/** The text field of a way, by the title of the way. */
	| Readonly<{ ask: 'stored'; way: string; emails: readonly string[] }>;

export type Opened = Readonly<{
	urls: Readonly<{ http: SandboxUrls; https?: SandboxUrls }>;
	secrets: SandboxSecrets;
	emails: readonly string[];
	/** What a client of the https addresses has to trust. */
	certificate?: string;
}>;

/** What happened between `begin` and `end`. */
export type Seen = Readonly<{
	requests: number;
	/** Only those that were accepted. */
	writes: number;
	refused: number;
	mostInFlight: number;
	vendorCpuSeconds: number;
}>;

export type Answers = { open: Opened; begin: undefined; end: Seen; stored: readonly string[] };

/** The sandbox of all vendors in a process of its own. */
export class Vendor {
	private asked = 0;
	private readonly waiting = new Map<number, (answer: unknown) => void>();

	private constructor(
		private readonly process: ChildProcess,
		started: () => void,
	) {
		this.waiting.set(0, started);
		process.on('message', ({ id, answer }: { id: number; answer?: unknown }) => {
			this.waiting.get(id)?.(answer);
			this.waiting.delete(id);
		});
	}

	static async start(people: number): Promise<Vendor> {
		const child = fork(join(__dirname, 'vendorProcess.ts'), [String(people)], { execArgv: ['--import', 'tsx'] });
		return await new Promise((resolve, reject) => {
			child.once('exit', (code) => reject(new Error(`The vendors' process ended with ${code}`)));
			const vendor: Vendor = new Vendor(child, () => resolve(vendor));
		});
	}

	async open(): Promise<Opened> {
		return await this.ask({ ask: 'open' });
	}

	async begin(delayMs: number): Promise<void> {
		await this.ask({ ask: 'begin', delayMs });
	}

	async end(): Promise<Seen> {
		return await this.ask({ ask: 'end' });
	}

	async stored(way: string, emails: readonly string[]): Promise<readonly string[]> {
		return await this.ask({ ask: 'stored', way, emails });
	}

	close(): void {
		this.process.disconnect();
	}

	private async ask<A extends Ask>(ask: A): Promise<Answers[A['ask']]> {
		this.asked += 1;
		const id = this.asked;
		this.process.send({ ...ask, id });
		return await new Promise((resolve) => {
			this.waiting.set(id, (answer) => resolve(answer as Answers[A['ask']]));
		});
	}
}
