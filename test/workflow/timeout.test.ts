import { freshSandbox } from '../freshSandbox';
import { runNode } from './engine';
import { updateParameters, WAYS } from './ways';

const sandbox = freshSandbox();
const ANA = 'ana.silva@example.test';
const SOME = WAYS.filter(({ title }) => /^(Axero|HighQ Publisher \(JSON\)|iSpring Learn \(SOAP, account\))$/.test(title));

describe.each(SOME)('$title: Timeout', (way) => {
	const run = async (timeout: number) =>
		await runNode({
			node: way.node(),
			credential: { type: way.credential(), data: way.data(sandbox) },
			parameters: { ...updateParameters(way), options: { ...Object(way.protocol.options), timeout, maxRetries: 0 } },
			items: [{ email: ANA, text: 'slow' }],
		});

	it('ends a request whose answer takes longer, and says how long it may take', async () => {
		sandbox.fail({ channel: way.channel, kind: 'delay', delayMs: 1_500 });
		const { error } = await run(1);

		expect(error?.message).toContain('within 1 second');
		expect(error?.description).toContain('raise "Timeout" under Options, Requests');
	});

	it('lets one that is quicker come to its end', async () => {
		sandbox.fail({ channel: way.channel, kind: 'delay', delayMs: 100 });
		const { error } = await run(30);

		expect(error).toBeUndefined();
	});
});
