import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox';

/** One sandbox for the tests of a file or of a describe, as new before each of them. It runs only while they do. */
export function freshSandbox(options?: SandboxOptions): Sandbox {
	let sandbox: Sandbox | undefined;
	beforeAll(async () => {
		sandbox = await startSandbox(options);
	});
	beforeEach(() => {
		sandbox?.reset();
	});
	afterAll(async () => {
		await sandbox?.close();
	});
	return new Proxy({} as Sandbox, { get: (_target, name): unknown => Reflect.get(sandbox ?? {}, name) });
}
