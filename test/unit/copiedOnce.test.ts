import { runOperation } from '../../nodes/shared/n8n/run/operations';
import { executionContext } from './executionContext';

describe('an execution', () => {
	it('has the platform copy the node once, whatever its operation asks of the node', async () => {
		const { context } = executionContext({ items: 3, parameters: { resource: 'user', operation: 'get' } });
		const copies = jest.spyOn(context, 'getNode');
		const operation = {
			description: [],
			writes: false,
			execute: async (given: typeof context) =>
				await Promise.resolve(given.getInputData().map((_item, item) => ({ json: { name: given.getNode().name }, pairedItem: { item } }))),
		};

		const [items] = await runOperation(context, { user: { get: operation } });

		expect(items?.map(({ json }) => json.name)).toEqual(['Vendor', 'Vendor', 'Vendor']);
		expect(copies).toHaveBeenCalledTimes(1);
	});
});
