import './nodeFiles';

import Module from 'node:module';

/* What has to be in place before our nodes are loaded, for a stack that is whole: `way.ts`. */

/** p-limit starts its tasks from a queue of its own, where a stack ends. One update at a time needs no limit. */
const direct =
	() =>
	async (task: (...args: readonly unknown[]) => unknown, ...args: readonly unknown[]) =>
		await task(...args);
const loader = Module as unknown as { _load: (request: string, ...rest: readonly unknown[]) => unknown };
const load = loader._load.bind(Module);
loader._load = (request, ...rest) => (request === 'p-limit' ? { __esModule: true, default: direct } : load(request, ...rest));
