import type { Channel } from '../types';

export const PREFIXES: Readonly<Record<Channel, string>> = {
	axero: '/axero',
	appenate: '/appenate',
	highq: '/highq/publisher',
	'ispring-header': '/ispring-legacy',
	'ispring-soap': '/ispring-soap',
	'ispring-rest': '/ispring',
};

export function channelOf(path: string): Channel | undefined {
	const [bare = ''] = path.split('?');
	const found = Object.entries(PREFIXES).find(([, prefix]) => bare === prefix || bare.startsWith(`${prefix}/`));
	return found?.[0] as Channel | undefined;
}

/** POST requests that only read or sign in. */
const HARMLESS_POST = /\/(oauth2\/token|api\/v3\/token|users\/v2|users\/find_existing|user\/list)$/;
const SOAP_WRITE = /<(?:[\w.-]+:)?(?:Add|Update|Delete|Change|Activate|Deactivate)\w*Request[\s/>]/i;

/** Whether a request is meant to change people, judged by itself and not by the answer. */
export function isWrite(channel: Channel, method: string, path: string, body: string): boolean {
	if (method === 'GET' || method === 'HEAD') return false;
	if (channel === 'ispring-soap') return SOAP_WRITE.test(body);
	const [bare = ''] = path.split('?');
	return !HARMLESS_POST.test(bare);
}
