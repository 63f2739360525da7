import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { pageText } from './directoryPages';

/*
 * A large Appenate account in a process of its own, of which only the search without a filter is there. Arguments: users, and
 * after how many milliseconds it answers. Tells its address, and asked for it, how often it was asked.
 */

const [users = 0, delayMs = 0] = process.argv.slice(2).map(Number);
let requests = 0;

const server = createServer((request, response) => {
	requests += 1;
	const answersAt = performance.now() + delayMs;
	const page = Number(new URL(request.url ?? '', 'http://vendor.test').searchParams.get('PageNo'));
	const text = pageText(page, users);
	setTimeout(() => response.writeHead(200, { 'Content-Type': 'application/json' }).end(text), Math.max(0, answersAt - performance.now()));
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('message', () => process.send?.(requests));
process.on('disconnect', () => process.exit(0));
