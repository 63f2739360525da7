import type { Session } from '../../shared/n8n/session';
import type { ISpringChannel, Protocol, SwitchingChannel } from './channel';
import type { Namespace } from './envelope';
import { headerChannel } from './headerChannel';
import { restChannel } from './restChannel';
import { soapChannel } from './soapChannel';

type Open = Pick<Session, 'credential' | 'send'>;

/** The channel of a protocol. Nothing is sent yet. */
export function openChannel(protocol: 'rest' | 'soap', session: Open, namespace: Namespace): SwitchingChannel;
export function openChannel(protocol: Protocol, session: Open, namespace: Namespace): ISpringChannel;
export function openChannel(protocol: Protocol, session: Open, namespace: Namespace): ISpringChannel {
	switch (protocol) {
		case 'rest':
			return restChannel(session);
		case 'restHeader':
			return headerChannel(session);
		case 'soap':
			return soapChannel(session, namespace);
	}
}
