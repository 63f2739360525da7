import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Channel, LoggedRequest } from '../types';
import { isWrite } from './channels';

type Entry = { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] };

/** Every request to a vendor, in order of arrival, and how many were open at once. */
export class RequestLog {
	readonly entries: LoggedRequest[] = [];
	maxInFlight = 0;
	private inFlight = 0;
	private readonly listeners = new Set<(entry: LoggedRequest) => void>();

	enter(response: ServerResponse): void {
		this.inFlight += 1;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		response.once('close', () => {
			this.inFlight -= 1;
		});
	}

	/** The status follows when the answer leaves; a destroyed socket leaves none. */
	add(
		channel: Channel,
		request: IncomingMessage,
		response: ServerResponse,
		bodyBytes: Buffer,
	): LoggedRequest {
		const method = request.method ?? 'GET';
		const path = request.url ?? '/';
		const body = bodyBytes.toString('utf8');
		const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
		const entry: Entry = {
			channel,
			method,
			path,
			headers: Object.fromEntries(headers),
			rawHeaders: [...request.rawHeaders],
			body,
			bodyBytes,
			isWrite: isWrite(channel, method, path, body),
		};
		this.entries.push(entry);
		response.once('close', () => {
			if (response.headersSent) entry.status = response.statusCode;
			for (const listener of this.listeners) listener(entry);
		});
		return entry;
	}

	/** Tells of every request when it is over. */
	onOver(listener: (entry: LoggedRequest) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	clear(): void {
		this.entries.length = 0;
		this.maxInFlight = this.inFlight;
	}
}
