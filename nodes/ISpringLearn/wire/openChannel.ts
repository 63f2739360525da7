import { failed, failureOf } from '../../shared/failure';
import type { WayOut } from '../../shared/http/types';
import type { Channels, Protocol } from './channel';
import { headerChannel } from './headerChannel';
import { restChannel } from './restChannel';
import { soapChannel } from './soapChannel';
import { NAMESPACES, type Namespace } from './soapClient';

const OPENERS: { readonly [P in Protocol]: (out: WayOut, namespace: Namespace) => Channels[P] } = {
	rest: restChannel,
	restHeader: headerChannel,
	soap: soapChannel,
};

/** The channel of a protocol. Nothing is sent yet. */
export function openChannel<P extends Protocol>(protocol: P, out: WayOut, namespace: Namespace): Channels[P] {
	return OPENERS[protocol](out, namespace);
}

/**
 * Reads the account's fields: small, and only for those who are signed in. The credential does not know
 * which namespace an account's SOAP service understands, so the second is tried where the first is not.
 * @throws FailureError that tells a wrong address from a sign-in that is not accepted
 */
export async function checkSignIn(protocol: Protocol, out: WayOut): Promise<void> {
	const [first, second] = NAMESPACES;
	const failure = await openChannel(protocol, out, first)
		.profileFields()
		.then(() => undefined, failureOf);
	if (!failure) return;
	const isMisunderstood = protocol === 'soap' && (failure.kind === 'refused' || failure.kind === 'unreadable');
	if (!isMisunderstood) throw failed(failure);
	await openChannel(protocol, out, second).profileFields();
}
