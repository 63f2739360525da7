import { bin, root } from './places.mjs';
import { main, prepare } from './prepare.mjs';
import { inherit } from './step.mjs';

/** One tool of the development tools, with what was typed behind `npm run … --`. */
export const task = (tool, ...args) =>
	main(async () => {
		await prepare();
		return inherit(bin(tool), [...args, ...process.argv.slice(2)], { cwd: root });
	});
