import pLimit from 'p-limit';
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType } from 'n8n-workflow';

import { BARE_WAYS, type Person, type Send } from './bareWays';

/**
 * The least that a node can be which sends the requests of a way: it reads its two parameters for each item, n8n's helper
 * signs the requests, and a bound keeps them apart.
 */
export class BareNode implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Bare',
		name: 'bare',
		group: ['output'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [],
		properties: [
			{ displayName: 'Way', name: 'way', type: 'string', default: '' },
			{ displayName: 'Credential', name: 'credentialType', type: 'string', default: '' },
			{ displayName: 'Concurrency', name: 'concurrency', type: 'number', default: 10 },
			{ displayName: 'Email', name: 'email', type: 'string', default: '' },
			{ displayName: 'Text', name: 'text', type: 'string', default: '' },
		],
	};

	constructor(credentialType: string) {
		this.description = { ...this.description, credentials: [{ name: credentialType }] };
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const type = this.getNodeParameter('credentialType', 0) as string;
		const way = BARE_WAYS[this.getNodeParameter('way', 0) as string];
		if (!way) throw new Error('There is no such way');
		const send: Send = async (request) =>
			(await this.helpers.httpRequestWithAuthentication.call(this, type, { ...request, encoding: 'text' })) as string;
		const update = await way(await this.getCredentials(type), send);
		const limit = pLimit(this.getNodeParameter('concurrency', 0) as number);
		const people = this.getInputData();
		const done = people.map((person, item) =>
			limit(async () => {
				const { email, text } = personOf(this, person, item);
				await update({ email, text });
				return { json: { action: 'sent', person: email }, pairedItem: { item } };
			}),
		);
		return [await Promise.all(done)];
	}
}

/** From the parameters, as every node that maps fields; from the item itself for the contender that has none. */
function personOf(context: IExecuteFunctions, { json }: INodeExecutionData, item: number): Person {
	if (!context.getNode().parameters.email) return json as Person;
	return { email: context.getNodeParameter('email', item) as string, text: context.getNodeParameter('text', item) as string };
}
