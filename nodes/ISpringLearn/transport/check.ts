import { failed, failureOf } from '../../shared/failure';
import type { Session } from '../../shared/n8n/session';
import type { Protocol } from './channel';
import { NAMESPACES } from './envelope';
import { openChannel } from './openChannel';

/**
 * Reads the account's fields: small, and only for those who are signed in. The credential does not know
 * which namespace an account's SOAP service understands, so the second is tried where the first is not.
 * @throws FailureError that tells a wrong address from a sign-in that is not accepted
 */
export async function checkSignIn(protocol: Protocol, session: Pick<Session, 'credential' | 'send'>): Promise<void> {
	const [first, second] = NAMESPACES;
	const failure = await openChannel(protocol, session, first)
		.profileFields()
		.then(() => undefined, failureOf);
	if (!failure) return;
	const isMisunderstood = protocol === 'soap' && (failure.kind === 'refused' || failure.kind === 'unreadable');
	if (!isMisunderstood) throw failed(failure);
	await openChannel(protocol, session, second).profileFields();
}
