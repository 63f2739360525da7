import type { CredentialValues } from './types';

/** A text of a credential; empty when it is not set. */
export function credentialText(credential: CredentialValues, name: string): string {
	const value = credential[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
