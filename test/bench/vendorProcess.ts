import './nodeFiles';

import { startSandbox, type LoggedRequest, type Sandbox } from '../sandbox';
import { WAYS, type Way } from '../workflow/ways';
import { tlsInFrontOf } from './tls';
import type { Answers, Ask, Opened, Seen } from './vendor';

/*
 * The sandbox in a process of its own, so that it takes no time from whoever asks it. It counts what it sees and forgets
 * the requests, of which there can be hundreds of thousands.
 */

/** How often the log is counted and emptied, in milliseconds. */
const COUNTED_EVERY = 100;

class Counter {
	private requests = 0;
	private writes = 0;
	private refused = 0;
	private mostInFlight = 0;
	/** Seen, but not answered yet. */
	private open: readonly LoggedRequest[] = [];
	private cpu = process.cpuUsage();

	constructor(private readonly sandbox: Sandbox) {
		setInterval(() => this.count(), COUNTED_EVERY);
	}

	begin(): void {
		this.sandbox.clearLog();
		[this.requests, this.writes, this.refused, this.mostInFlight, this.open] = [0, 0, 0, 0, []];
		this.cpu = process.cpuUsage();
	}

	end(): Seen {
		this.count();
		const { user, system } = process.cpuUsage(this.cpu);
		const { requests, writes, refused, mostInFlight } = this;
		return { requests, writes, refused, mostInFlight, vendorCpuSeconds: (user + system) / 1e6 };
	}

	private count(): void {
		const seen = [...this.open, ...this.sandbox.requests];
		this.mostInFlight = Math.max(this.mostInFlight, this.sandbox.maxInFlight);
		this.sandbox.clearLog();
		this.open = seen.filter(({ status }) => status === undefined);
		for (const { status, isWrite } of seen) {
			if (status === undefined) continue;
			const isDone = status < 400;
			this.requests += 1;
			if (!isDone) this.refused += 1;
			else if (isWrite) this.writes += 1;
		}
	}
}

function wayOf(title: string): Way {
	const found = WAYS.find((way) => way.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
}

/** The addresses of an origin, at another one. */
function movedTo(origin: string, sandbox: Sandbox): Sandbox['urls'] {
	const moved = Object.entries(sandbox.urls).map(([name, url]) => [name, String(url).replace(sandbox.origin, origin)]);
	return Object.fromEntries(moved);
}

async function main(): Promise<void> {
	const people = Number(process.argv[2]);
	const sandbox = await startSandbox({ people });
	const tls = await tlsInFrontOf(Number(new URL(sandbox.origin).port));
	const counter = new Counter(sandbox);

	const opened = (): Opened => ({
		urls: { http: sandbox.urls, ...(tls ? { https: movedTo(tls.origin, sandbox) } : {}) },
		secrets: sandbox.secrets,
		emails: sandbox.people('axero').map(({ Email }) => Email),
		...(tls ? { certificate: tls.certificate } : {}),
	});
	const answerTo = (ask: Ask): Answers[Ask['ask']] => {
		switch (ask.ask) {
			case 'open':
				return opened();
			case 'begin':
				sandbox.heal();
				if (ask.delayMs > 0) sandbox.fail({ kind: 'delay', delayMs: ask.delayMs });
				counter.begin();
				return undefined;
			case 'end':
				return counter.end();
			case 'stored':
				return ask.emails.map((email) => wayOf(ask.way).stored(sandbox, email));
		}
	};
	process.on('message', (ask: Ask & { id: number }) => process.send?.({ id: ask.id, answer: answerTo(ask) }));
	process.on('disconnect', () => process.exit(0));
	process.send?.({ id: 0 });
}

void main();
