import { freshSandbox } from '../freshSandbox';
import { runNode, type NodeResult } from './engine';
import { updateParameters, WAYS, type Way } from './ways';

const sandbox = freshSandbox({ people: 8 });

const TOKENS = WAYS.filter(({ title }) => title.startsWith('iSpring') && title.includes('token'));
const people = () => sandbox.people('ispring').map(({ fields }) => ({ email: fields.email ?? '', text: 'desired' }));
const tokenRequests = (): number => sandbox.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/token')).length;
const actions = ({ outputs }: NodeResult): readonly unknown[] => (outputs[0] ?? []).map(({ json }) => json.action ?? json.error);

describe.each(TOKENS)('a token that ends in mid-run, at $title', (way: Way) => {
	const update = async (): Promise<NodeResult> =>
		await runNode({
			node: way.node(),
			credential: { type: way.credential(), data: way.data(sandbox) },
			items: people(),
			parameters: updateParameters(way),
			onError: 'continueRegularOutput',
		});
	const isOver = ({ status, body }: Readonly<{ status: number; body: Buffer }>): boolean =>
		status === 401 || body.toString().includes('Authorization failed');

	it('is renewed once for all requests, and everybody is written', async () => {
		let ended = false;
		let refusals = 0;
		sandbox.fail({
			channel: way.channel,
			kind: 'altered',
			afterHandling: true,
			alter: (answer, { isWrite }) => {
				if (isOver(answer)) refusals += 1;
				if (isWrite && !ended) sandbox.expireTokens();
				ended ||= isWrite;
				return answer;
			},
		});

		expect(actions(await update())).toEqual(people().map(() => 'updated'));
		expect(people().map(({ email }) => way.stored(sandbox, email))).toEqual(people().map(() => 'desired'));
		expect(refusals).toBeGreaterThan(0);
		expect(tokenRequests()).toBe(2);
	});
});
