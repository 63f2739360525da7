import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	const collect: unknown = runInNewContext('gc');
	if (typeof collect === 'function') collect();
}

/** What is reachable in memory now. */
export function heldBytes(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed;
}
