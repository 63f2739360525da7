import path from 'node:path';
import { sources, textOf } from './sources.mjs';

/** Each node and credential has an icon for light and one for dark, as SVG. */
export function icons() {
	const [{ manifest }] = sources();
	return [...manifest.n8n.nodes, ...manifest.n8n.credentials].flatMap((built) => {
		const file = built.replace(/^dist\//, '').replace(/\.js$/, '.ts');
		const named = [...(textOf(file) ?? '').matchAll(/(light|dark): 'file:([^']+)'/g)];
		const unnamed = ['light', 'dark'].filter((theme) => !named.some(([, one]) => one === theme));
		return [
			...unnamed.map((theme) => ({ says: `${file} names no ${theme} icon`, todo: 'Give it { light, dark }' })),
			...named.flatMap(([, , icon]) => wrongWith(path.posix.join(path.posix.dirname(file), icon), file)),
		];
	});
}

function wrongWith(icon, file) {
	if (!icon.endsWith('.svg')) return [{ says: `${icon} is no SVG`, todo: 'n8n verifies SVG icons' }];
	if (textOf(icon) === undefined) return [{ says: `${icon} is missing, which ${file} names`, todo: 'Put it there, or name another' }];
	return [];
}
