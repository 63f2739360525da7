import type { MatchBy, MatchKey } from './types';

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

/** The forms in which a vendor may have stored a key, the usual one first; of most keys there is only one. */
export function formsOf(key: string): readonly string[] {
	return [...new Set([composed(key), key, key.normalize('NFD')])];
}

/** Asks a vendor for a key form by form, until somebody has it. */
export async function inAnyForm<By extends MatchBy, Found>(
	key: MatchKey<By>,
	ask: (key: MatchKey<By>) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
	for (const value of formsOf(key.value)) {
		const found = await ask({ ...key, value });
		if (found.length > 0) return found;
	}
	return [];
}
