import Module from 'node:module';

/* Has to be imported first where tsx reads our sources: `Axero.node` would be found as `Axero.node.json`. */

const loader = Module as unknown as { _load: (request: string, ...rest: readonly unknown[]) => unknown };
const load = loader._load.bind(Module);
loader._load = (request, ...rest) => load(request.endsWith('.node') ? `${request}.ts` : request, ...rest);
