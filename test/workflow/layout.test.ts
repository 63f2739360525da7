import { startSandbox } from '../sandbox';
import { demoWorkflows, templates, type Example } from '../e2e/demo';

/** In the units of the canvas; below a node stand its name, which may take two lines, and what it does. */
const NODE = 96;
/** Agents, and the questions for approval before a tool, have their names inside. */
const WIDE_NODE = 256;
const WIDE = /\.agent$|HitlTool$/;
const TEXT_BELOW = 64;
const TEXT_BESIDE = 24;
const MORE_PER_INPUT = 32;
const MOST_IN_A_ROW = 8;

type Box = Readonly<{ name: string; left: number; top: number; right: number; bottom: number }>;
type Placed = Example['nodes'][number] & Readonly<{ position: readonly [number, number]; parameters: Readonly<Record<string, unknown>> }>;

const isNote = ({ type }: Placed): boolean => type === 'n8n-nodes-base.stickyNote';

function boxOf({ name, type, position: [left, top], parameters }: Placed): Box {
	if (type === 'n8n-nodes-base.stickyNote')
		return { name, left, top, right: left + Number(parameters['width']), bottom: top + Number(parameters['height']) };
	const width = WIDE.test(type) ? WIDE_NODE : NODE;
	const inputs = Number(parameters['numberInputs'] ?? 1);
	const height = NODE + Math.max(0, inputs - 2) * MORE_PER_INPUT;
	return { name, left: left - TEXT_BESIDE, top, right: left + width + TEXT_BESIDE, bottom: top + height + TEXT_BELOW };
}

const touch = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe('the canvas of a workflow that comes with the package', () => {
	let workflows: readonly Example[];
	beforeAll(async () => {
		const sandbox = await startSandbox();
		workflows = [...demoWorkflows(sandbox), ...templates()];
		await sandbox.close();
	});
	const placed = ({ nodes }: Example): readonly Placed[] => nodes as readonly Placed[];

	it('has a note that explains it, and nothing touches anything', () => {
		for (const workflow of workflows) {
			const nodes = placed(workflow);
			const boxes = nodes.map(boxOf);
			const touching = boxes.flatMap((a, i) =>
				boxes.slice(i + 1).flatMap((b) => (touch(a, b) ? [`${workflow.name}: ${a.name}, ${b.name}`] : [])),
			);

			expect(nodes.some(isNote)).toBe(true);
			expect(touching).toEqual([]);
		}
	});

	it(`has no row of more than ${MOST_IN_A_ROW} nodes`, () => {
		for (const workflow of workflows) {
			const nodes = placed(workflow).filter((node) => !isNote(node));
			const longest = Math.max(
				...nodes.map((one) => nodes.filter(({ position }) => Math.abs(position[1] - one.position[1]) < NODE / 2).length),
			);

			expect([workflow.name, longest <= MOST_IN_A_ROW]).toEqual([workflow.name, true]);
		}
	});
});
