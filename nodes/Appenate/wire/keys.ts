import { failed } from '../../shared/failure';
import type { CredentialValues } from '../../shared/http/types';
import { credentialText } from '../../shared/http/credential';

/** What signs a request: members of the body for PUT and POST, of the query for GET and DELETE. */
export type CompanyKeys = Readonly<{ companyId: string; integrationKey: string }>;

/** JSON has no number with a leading zero, and Appenate's CompanyId is a number there. */
const WHOLE_NUMBER = /^[1-9]\d*$/;

/**
 * Source: "General Information" of the brands; CompanyId is an Integer in every parameter table.
 * @throws FailureError `invalid` naming the field of the credential, never showing the key
 */
export function companyKeys(credential: CredentialValues): CompanyKeys {
	const companyId = credentialText(credential, 'companyId').trim();
	if (!WHOLE_NUMBER.test(companyId)) {
		throw invalid(
			'Company ID',
			`Company ID in the credential ${companyId === '' ? 'is empty' : 'is not a whole number'}`,
			'Copy it from Organisation Setup: digits only.',
		);
	}
	const integrationKey = credentialText(credential, 'apiKey');
	if (integrationKey === '' || integrationKey !== integrationKey.trim()) {
		throw invalid(
			'Integration Key',
			`Integration Key in the credential ${integrationKey.trim() === '' ? 'is empty' : 'begins or ends with a blank'}`,
			'Copy it again from Organisation Setup, API Keys.',
		);
	}
	return { companyId, integrationKey };
}

function invalid(parameter: string, says: string, todo: string) {
	return failed({ kind: 'invalid', parameter, says, todo });
}
