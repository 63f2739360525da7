import { NodeHelpers } from 'n8n-workflow';

import { operations } from '../../nodes/ISpringLearn/actions/operations';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import type { Operations } from '../../nodes/shared/n8n/run/operations';
import { executionContext } from './executionContext';

const NAMES = { rest: 'REST', restHeader: 'REST (Header)', soap: 'SOAP' } as const;
type Api = keyof typeof NAMES;
const APIS: readonly Api[] = ['rest', 'restHeader', 'soap'];

const byResource: Operations = operations;
const { description } = new ISpringLearn();

/** What the editor says below the operation, with these chosen. */
const noticesOf = (resource: string, operation: string, api: Api): readonly string[] =>
	description.properties
		.filter(({ name }) => name === 'apiNotice')
		.filter((one) => NodeHelpers.displayParameter({ resource, operation, api }, one, { typeVersion: 1 }, description))
		.map(({ displayName }) => displayName);

/** What the operation says before anything can be sent: the context has no credential, and nothing to send with. */
const answerOf = async (resource: string, operation: string, api: Api) => {
	const { context } = executionContext({ items: 1, parameters: { resource, operation, api, authentication: 'account' } });
	const thrown: unknown = await byResource[resource]?.[operation]?.execute(context).catch((error: unknown) => error);
	if (!(thrown instanceof Error)) return 'nothing';
	return thrown.message.startsWith('The selected API') ? `${thrown.message}.` : 'goes on';
};

const ALL = Object.entries(byResource).flatMap(([resource, byName]) =>
	Object.keys(byName).flatMap((operation) => APIS.map((api) => [resource, operation, api] as const)),
);

describe('an operation', () => {
	it.each(ALL)('goes on by an API that has it, and else says what the editor says, with the names of those: %s, %s, %s', async (...one) => {
		const [resource, operation, api] = one;
		const having = APIS.filter((other) => noticesOf(resource, operation, other).length === 0);

		expect(having).toContain('rest');
		const notice = `The selected API does not support this operation: choose ${having.map((other) => NAMES[other]).join(' or ')}.`;
		expect(noticesOf(...one)).toEqual(having.includes(api) ? [] : [notice]);
		expect(await answerOf(...one)).toEqual(having.includes(api) ? 'goes on' : notice);
	});
});
