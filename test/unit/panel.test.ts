import type { INodeProperties, INodeType } from 'n8n-workflow';

import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { Axero } from '../../nodes/Axero/Axero.node';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';

/*
 * The panel of every operation, as the editor builds it from the descriptions.
 */

type Panel = Readonly<{ title: string; operation: string; parameters: readonly INodeProperties[] }>;

const isFor = (resource: string, operation: string, { displayOptions }: INodeProperties): boolean =>
	(displayOptions?.show?.resource ?? [resource]).includes(resource) && (displayOptions?.show?.operation ?? [operation]).includes(operation);

/** Every operation of a node with its parameters, in the order in which they stand. */
const panelsOf = (node: INodeType): readonly Panel[] => {
	const { displayName, properties } = node.description;
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			options.flatMap((option): Panel[] => {
				const [resource, operation] = [String(displayOptions?.show?.resource?.[0]), 'value' in option ? String(option.value) : ''];
				const parameters = properties.filter((one) => isFor(resource, operation, one));
				return [{ title: `${displayName}: ${resource} ${operation}`, operation, parameters }];
			}),
		);
};

const NODES: readonly INodeType[] = [new Axero(), new Appenate(), new HighQPublisher(), new ISpringLearn()];
const PANELS = NODES.flatMap(panelsOf);
/** Operations that only read. */
const READS = /^(get|getAll|getCurrent|getDomains|getRequests|compare)$/;

describe('Preview', () => {
	it.each(PANELS.filter(({ operation }) => !READS.test(operation)))('is a switch directly below Operation, and off, in $title', (panel) => {
		const at = panel.parameters.findIndex(({ name }) => name === 'operation');
		const [preview] = panel.parameters.slice(at + 1).filter(({ type }) => type !== 'notice');

		expect(preview).toMatchObject({ displayName: 'Preview', name: 'preview', type: 'boolean', default: false, noDataExpression: true });
	});

	it.each(PANELS.filter(({ operation }) => READS.test(operation)))(
		'is not offered where nothing is written, in $title',
		({ parameters }) => {
			expect(parameters.map(({ name }) => name)).not.toContain('preview');
		},
	);

	it('is seen on the canvas while it is on', () => {
		for (const { description } of NODES) expect(description.subtitle).toContain('$parameter["preview"] ? "Preview: "');
	});
});
