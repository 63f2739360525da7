import { failed } from '../failure';

/**
 * The one reading of true and false, for parameters and fields alike, and n8n's own: in any case, and as 1 and 0.
 * @throws FailureError `invalid` for anything else: what is not understood must switch nothing on or off
 */
export function toBoolean(label: string, value: unknown): boolean {
	const text = (typeof value === 'string' ? value : JSON.stringify(value ?? '')).trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	if (text === 'false' || text === '0') return false;
	throw failed({
		kind: 'invalid',
		parameter: label,
		says: `${label} takes true or false, not "${text}"`,
		todo: 'Map true or false, or 1 or 0. Another word is compared first: {{ $json.active === "yes" }}.',
	});
}

/**
 * {@link toBoolean} for what may be left alone.
 * @returns undefined for nothing, and for nothing but white space
 * @throws FailureError `invalid`
 */
export function optionalBoolean(label: string, value: unknown): boolean | undefined {
	return isNothing(value) ? undefined : toBoolean(label, value);
}

function isNothing(given: unknown): boolean {
	return given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
}
