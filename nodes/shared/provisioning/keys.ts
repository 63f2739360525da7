/**
 * A key in the one form that all spellings of the same characters share: a letter with its mark may be one
 * character or two (NFC; RFC 8265, section 3.3.3). For comparing only: what is sent and stored stays as given.
 */
export function composed(key: string): string {
	return key.normalize('NFC');
}

/** {@link composed}, for keys in which capitals don't count. */
export function folded(key: string): string {
	return composed(composed(key).toLowerCase());
}
