import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';

/** As much as is used here of the library that is installed next to the registry. */
interface Forge {
	readonly md: { readonly sha256: { readonly create: () => object } };
	readonly pki: {
		readonly createCertificate: () => Certificate;
		readonly publicKeyFromPem: (pem: string) => object;
		readonly privateKeyFromPem: (pem: string) => object;
		readonly certificateToPem: (certificate: Certificate) => string;
	};
}

interface Certificate {
	publicKey: object;
	serialNumber: string;
	readonly validity: { notBefore: Date; notAfter: Date };
	readonly setSubject: (names: readonly Name[]) => void;
	readonly setIssuer: (names: readonly Name[]) => void;
	readonly setExtensions: (extensions: readonly object[]) => void;
	readonly sign: (key: object, digest: object) => void;
}

type Name = Readonly<{ name: 'commonName'; value: string }>;
type Issued = Readonly<{ key: string; cert: string }>;

export type Authority = Readonly<{
	/** By which others come to trust what it issues; PEM. */
	certificate: string;
	issue: (host: string) => Issued;
}>;

const DAY_MS = 24 * 60 * 60 * 1000;
const DNS_NAME = 2;
const named = (value: string): readonly Name[] => [{ name: 'commonName', value }];
const AUTHORITY = named('Only for tests');

/** For one run of the tests: its key is written nowhere. */
export function newAuthority(): Authority {
	const { pki, md } = createRequire(path.resolve(__dirname, '../../registry/package.json'))('node-forge') as Forge;
	const keys = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	const key = pki.privateKeyFromPem(keys.privateKey);
	let serial = 0;
	const certificateFor = (subject: readonly Name[], extensions: readonly object[]): string => {
		serial += 1;
		const certificate = pki.createCertificate();
		certificate.publicKey = pki.publicKeyFromPem(keys.publicKey);
		certificate.serialNumber = serial.toString(16).padStart(4, '0');
		certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
		certificate.validity.notAfter = new Date(Date.now() + DAY_MS);
		certificate.setSubject(subject);
		certificate.setIssuer(AUTHORITY);
		certificate.setExtensions(extensions);
		certificate.sign(key, md.sha256.create());
		return pki.certificateToPem(certificate);
	};
	return {
		certificate: certificateFor(AUTHORITY, [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', keyCertSign: true, critical: true },
		]),
		issue: (host) => ({
			key: keys.privateKey,
			cert: certificateFor(named(host), [{ name: 'subjectAltName', altNames: [{ type: DNS_NAME, value: host }] }]),
		}),
	};
}
