import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';

export type Tls = Readonly<{ origin: string; certificate: string }>;

/** The server on this port by https too; nothing where there is no openssl to make a certificate with. */
export async function tlsInFrontOf(port: number): Promise<Tls | undefined> {
	const made = madeCertificate();
	if (!made) return undefined;
	const server = createServer({ key: made.key, cert: made.certificate }, (outside) => {
		const inside = connect(port, '127.0.0.1');
		outside.pipe(inside).pipe(outside);
		outside.on('error', () => inside.destroy());
		inside.on('error', () => outside.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
	return { origin: `https://127.0.0.1:${address.port}`, certificate: made.certificate };
}

function madeCertificate(): Readonly<{ key: string; certificate: string }> | undefined {
	const folder = mkdtempSync(join(tmpdir(), 'user-provisioning-bench-'));
	const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
	const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	try {
		execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
		return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
	} catch {
		return undefined;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
