import { invalid } from '../failure';
import { wholeText } from '../words';

/** By what may be pasted, the address that was asked for last: it is asked for at every request. */
const last = new Map<string, Readonly<{ written: string; address: string }>>();

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * The origin and path that a vendor's paths are appended to, without a slash at the end.
 * Forgives blanks, slashes at the end and a pasted API path.
 * @param pasted path ends to drop, as patterns anchored by this function: `/api(/2)?`
 * @throws FailureError `invalid` when it is no https address (http is for loopback only) or holds a sign-in, a query or a fragment
 */
export function baseAddress(label: string, written: string, pasted = ''): string {
	const known = last.get(pasted);
	if (known?.written === written) return known.address;
	const text = written.trim();
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['https:', 'http:'].includes(url.protocol)) {
		throw invalid(label, `${label} ${text === '' ? 'is empty' : 'is not a URL'}`, 'Enter a URL like https://intranet.example.com');
	}
	if (url.username || url.password || url.search || url.hash) {
		throw invalid(label, `${label} has more than a URL in it`, 'Remove the username, everything after "?" and everything after "#".');
	}
	if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
		throw invalid(label, `${label} starts with http://, so the credential would be sent unencrypted`, 'Use https://');
	}
	const path = url.pathname.replace(/\/+$/, '').replace(new RegExp(`(${pasted})$`, 'i'), '');
	const address = url.origin + path.replace(/\/+$/, '');
	last.set(pasted, { written, address });
	return address;
}

/**
 * An id or email address as one path segment: nothing in it can leave the segment.
 * @throws FailureError `invalid` when empty, for half a character, or `.` or `..`, which clients resolve even when encoded
 */
export function pathSegment(label: string, value: string): string {
	if (value.trim() === '' || value === '.' || value === '..') {
		const says = value.trim() === '' ? 'is empty' : `can't be "${value}"`;
		throw invalid(label, `${label} ${says}`, 'Enter the ID or email address of one user.');
	}
	return encodeURIComponent(wholeText(label, value));
}
