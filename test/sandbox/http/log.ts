import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Channel, LoggedRequest } from '../types';
import { isWrite } from './channels';

type Entry = { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] };

/** Every request to a vendor, in order of arrival, and how many were open at once. */
export class RequestLog {
	readonly entries: LoggedRequest[] = [];
	maxInFlight = 0;
	private readonly open = new Set<IncomingMessage>();
	private readonly unanswered = new WeakMap<IncomingMessage, Entry>();
	private readonly listeners = new Set<(entry: LoggedRequest) => void>();
	private readonly clearListeners = new Set<() => void>();

	/** Counts a request as open until `answered`, or until its connection is gone. */
	enter(request: IncomingMessage, response: ServerResponse): void {
		this.open.add(request);
		this.maxInFlight = Math.max(this.maxInFlight, this.open.size);
		response.once('close', () => this.open.delete(request));
	}

	add(channel: Channel, request: IncomingMessage, response: ServerResponse, bodyBytes: Buffer): LoggedRequest {
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
			at: new Date(),
		};
		this.entries.push(entry);
		this.unanswered.set(request, entry);
		response.once('close', () => {
			for (const listener of this.listeners) listener(entry);
		});
		return entry;
	}

	/** Before the first byte leaves: a client that has its answer must neither find the log behind nor be counted as open. */
	answered(request: IncomingMessage, status: number): void {
		this.open.delete(request);
		const entry = this.unanswered.get(request);
		if (entry) entry.status = status;
	}

	/** Tells of every request when it is over. */
	onOver(listener: (entry: LoggedRequest) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	onClear(listener: () => void): () => void {
		this.clearListeners.add(listener);
		return () => this.clearListeners.delete(listener);
	}

	clear(): void {
		this.entries.length = 0;
		this.maxInFlight = this.open.size;
		for (const listener of this.clearListeners) listener();
	}
}
