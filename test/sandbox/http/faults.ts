import type { Fault, LoggedRequest } from '../types';

interface Armed {
	readonly fault: Fault;
	toSkip: number;
	left: number;
}

/** The faults in force. The oldest that fits a request strikes it. */
export class FaultBook {
	private armed: Armed[] = [];

	add(fault: Fault): void {
		this.armed.push({
			fault,
			toSkip: fault.skip ?? 0,
			left: fault.times ?? Number.POSITIVE_INFINITY,
		});
	}

	heal(): void {
		this.armed = [];
	}

	take(request: LoggedRequest): Fault | undefined {
		for (const entry of this.armed) {
			if (entry.left <= 0 || !fits(entry.fault, request)) continue;
			if (entry.toSkip > 0) {
				entry.toSkip -= 1;
				continue;
			}
			entry.left -= 1;
			return entry.fault;
		}
		return undefined;
	}
}

function fits(fault: Fault, request: LoggedRequest): boolean {
	return (
		(fault.channel ?? request.channel) === request.channel &&
		(fault.method ?? request.method).toUpperCase() === request.method &&
		request.path.includes(fault.pathIncludes ?? '') &&
		(fault.only?.(request) ?? true)
	);
}
