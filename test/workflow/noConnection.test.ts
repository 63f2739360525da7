import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { freshSandbox } from '../freshSandbox';
import { runNode } from './engine';
import { updateParameters, WAYS, type Way } from './ways';

const sandbox = freshSandbox({ people: 8 });
const people = Array.from({ length: 8 }, (_, i) => ({ email: `person.${i}@example.test`, text: 'x' }));

/** An address where nobody listens any more. */
async function nowhere(): Promise<string> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return `http://127.0.0.1:${port}`;
}

describe.each(WAYS)('a vendor that refuses the connection, at $title', (way: Way) => {
	it('is told in our words with every item, those that were skipped too', async () => {
		const url = await nowhere();
		const parameters = updateParameters(way);
		const { outputs } = await runNode({
			node: way.node(),
			credential: { type: way.credential(), data: { ...way.data(sandbox, { url }), baseUrl: url } },
			items: people,
			parameters: { ...parameters, options: { ...Object(parameters.options), concurrency: 1, maxRetries: 0 } },
			onError: 'continueRegularOutput',
		});
		const errors = (outputs[0] ?? []).map(({ json }) => String(json.error));
		const noAnswer = `No answer from ${new URL(url).host} (ECONNREFUSED)`;

		expect(errors.slice(0, 5)).toEqual([0, 1, 2, 3, 4].map((item) => `person.${item}@example.test: ${noAnswer} [item ${item}]`));
		expect(errors.slice(5)).toEqual(
			[5, 6, 7].map(
				(item) =>
					`person.${item}@example.test: Skipped, because the vendor failed to answer several times. Last answer: ${noAnswer} [item ${item}]`,
			),
		);
	});
});
