import type { CredentialValues } from '../http/types';

/** The hidden property of every credential that decides whether the platform calls `preAuthentication`: it does where this is empty. */
export const CHECKED = 'checked';

/** A text of a credential; empty when it is not set. */
export function credentialText(credential: CredentialValues, name: string): string {
	const value = credential[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
