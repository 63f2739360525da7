import { parseArgs } from 'node:util';
import { main, prepare } from './lib/prepare.mjs';

/*
 * npm run release:check [-- --tag v1.2.3] [--only changelog,icons] [--skip scanSources,scanPackages]
 *
 * Says everything for which npm, n8n's review or a careful reader would refuse a release, and what to do about each.
 * What can only hold at a tag is named without one, and refused with one.
 */
const OPTIONS = { tag: { type: 'string' }, only: { type: 'string' }, skip: { type: 'string', default: '' } };

await main(async () => {
	await prepare();
	const { CHECKS } = await import('./release/checks.mjs');
	const { tag, only, skip } = parseArgs({ options: OPTIONS }).values;
	const names = (list) => list.split(',').filter(Boolean);
	const wanted = names(only ?? Object.keys(CHECKS).join(',')).filter((name) => !names(skip).includes(name));
	const unknown = wanted.filter((name) => !(name in CHECKS));
	if (unknown.length > 0) throw new Error(`No check is called ${unknown.join(', ')}. There are: ${Object.keys(CHECKS).join(', ')}`);

	let refused = 0;
	for (const name of wanted) {
		const findings = await CHECKS[name]({ tag });
		const held = findings.filter(({ atTag }) => !atTag || tag !== undefined);
		refused += held.length;
		console.log(`${held.length > 0 ? 'FAIL' : 'ok  '}  ${name}`);
		for (const { says, todo, atTag } of findings)
			console.log(`      ${atTag && tag === undefined ? 'Before the tag: ' : ''}${says}. ${todo}.`);
	}
	console.log(refused === 0 ? '\nNothing would be refused.' : `\n${refused} would be refused.`);
	return refused === 0 ? 0 : 1;
});
