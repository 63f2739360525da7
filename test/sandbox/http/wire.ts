import type { FastifyRequest } from 'fastify';

/** A request that a vendor turns down. Each vendor's error handler gives it that vendor's shape. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		/** The vendor's own error code or reference, where it has one. */
		readonly code = '',
		readonly field = '',
	) {
		super(message);
	}
}

/** Also of fastify's own errors, such as a Content-Type that is none. */
export function statusOf(error: Error): number {
	if (error instanceof Refusal) return error.status;
	return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

export function mediaType(request: FastifyRequest): string {
	const [type = ''] = (request.headers['content-type'] ?? '').split(';');
	return type.trim().toLowerCase();
}

export function bodyBytes(request: FastifyRequest): Buffer {
	return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** The body as UTF-8, strictly: a wrong byte is an error, never a replacement character. */
export function bodyText(request: FastifyRequest): string {
	return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bodyBytes(request));
}

export function queryOf(request: FastifyRequest): URLSearchParams {
	return new URL(request.raw.url ?? '/', 'http://sandbox').searchParams;
}

/** Query values by lower-cased name, for the vendors whose names bind in any case. */
export function looseQuery(request: FastifyRequest): ReadonlyMap<string, string> {
	return new Map([...queryOf(request)].map(([name, value]) => [name.toLowerCase(), value]));
}

export function headerText(request: FastifyRequest, name: string): string | undefined {
	const value = request.headers[name];
	return Array.isArray(value) ? value.join(', ') : value;
}

export function bearerToken(request: FastifyRequest): string | undefined {
	return /^Bearer ([^\s]+)$/.exec(request.headers.authorization ?? '')?.[1];
}

export function accepts(request: FastifyRequest, type: string): boolean {
	return (request.headers.accept ?? '').toLowerCase().includes(type);
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

/** A name, one @, a domain with a dot: what all four vendors would take for an address. */
export function isEmail(text: string): boolean {
	return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** A whole number without sign, as the vendors write page numbers. */
export function countFrom(text: string | undefined, fallback: number): number | undefined {
	if (text === undefined || text === '') return fallback;
	return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
