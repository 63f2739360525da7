import type { INodePropertyOptions } from 'n8n-workflow';

import { operations } from '../../nodes/ISpringLearn/actions/operations';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import type { Operations } from '../../nodes/shared/n8n/run/operations';
import { executionContext } from './executionContext';

const APIS = { rest: 'REST', restHeader: 'REST (Header)', soap: 'SOAP' } as const;
type Api = keyof typeof APIS;

const byResource: Operations = operations;
const { properties } = new ISpringLearn().description;

/** What the editor lists under a parameter, with these others chosen. */
const listed = (parameter: string, chosen: Readonly<Record<string, string>>): readonly unknown[] =>
	properties
		.filter(({ name, displayOptions }) => {
			const shown = Object.entries(displayOptions?.show ?? {});
			return name === parameter && shown.every(([other, values]) => values?.includes(chosen[other] ?? ''));
		})
		.flatMap(({ options = [] }) => options.filter((option): option is INodePropertyOptions => 'value' in option).map(({ value }) => value));

const isOffered = (resource: string, operation: string, api: Api): boolean =>
	listed('resource', { api }).includes(resource) && listed('operation', { resource, api }).includes(operation);

/** What an operation says that was stored with another API, as a workflow that was copied can have it. */
const answerOf = async (resource: string, operation: string, api: Api) => {
	const { context } = executionContext({ items: 1, parameters: { resource, operation, api, authentication: 'account' } });
	const thrown: unknown = await byResource[resource]?.[operation]?.execute(context).catch((error: unknown) => error);
	if (!(thrown instanceof Error)) return 'nothing';
	return thrown.message.startsWith('The chosen API') ? [thrown.message, 'description' in thrown ? thrown.description : ''] : 'goes on';
};

const ALL = Object.entries(byResource).flatMap(([resource, byName]) =>
	Object.keys(byName).flatMap((operation) => (['rest', 'restHeader', 'soap'] as const).map((api) => [resource, operation, api] as const)),
);

describe('an operation', () => {
	it.each(ALL)('goes on by an API that the editor offers it for, and names those where it does not: %s, %s, %s', async (...one) => {
		const [resource, operation, api] = one;
		const having = (['rest', 'restHeader', 'soap'] as const).filter((other) => isOffered(resource, operation, other));

		expect(having).toContain('rest');
		expect(await answerOf(...one)).toEqual(
			having.includes(api)
				? 'goes on'
				: ['The chosen API does not have this operation', `Choose ${having.map((other) => APIS[other]).join(' or ')} as API.`],
		);
	});
});
