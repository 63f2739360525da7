import { createRequire } from 'node:module';

/* What it takes to read one file, printed as JSON: see `loading.ts`. In plain JavaScript, since tsx would take part in the reading. */

const require = createRequire(import.meta.url);
const [file] = process.argv.slice(2);
require('n8n-workflow');

function heap() {
	globalThis.gc();
	globalThis.gc();
	return process.memoryUsage().heapUsed;
}

const before = heap();
const startedAt = performance.now();
const [Class] = Object.values(require(file));
const made = new Class();
const milliseconds = performance.now() - startedAt;
const megabytes = (heap() - before) / 1e6;

/* What it runs by is read before it sees that it has been given nothing to run in. */
const runAt = performance.now();
await made.execute?.call({}).catch(() => undefined);
console.log(JSON.stringify({ milliseconds, megabytes, running: performance.now() - runAt }));
