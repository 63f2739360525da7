import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** A text of a credential; empty when it is not set. */
export function credentialText(credential: Readonly<ICredentialDataDecryptedObject>, name: string): string {
	const value = credential[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
