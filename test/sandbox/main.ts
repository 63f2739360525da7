import { startSandbox } from './index';

const USUAL_PORT = 5680;

/** The sandbox on its own, for `npm start`. */
async function main(): Promise<void> {
	const port = Number(process.env.SANDBOX_PORT ?? USUAL_PORT);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new Error(`SANDBOX_PORT must be a port number, not '${process.env.SANDBOX_PORT}'`);
	}
	const sandbox = await startSandbox({ port }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EADDRINUSE') throw error;
		throw new Error(`Port ${port} is taken. Stop what runs there, or set SANDBOX_PORT to another port.`);
	});
	const rows = Object.entries(sandbox.urls).map(([name, url]) => `  ${name.padEnd(14)} ${url}`);
	process.stdout.write(`The vendors' sandbox is running:\n${rows.join('\n')}\n`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
