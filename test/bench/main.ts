import './nodeFiles';

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { WAYS, type Way } from '../workflow/ways';
import { cpuPerPerson, figureOf, ownTime, peoplePerSecond, ratios, type Figure } from './figures';
import { BARE, OURS, RAW } from './jobs';
import { race, type Race } from './race';
import { Vendor } from './vendor';

function wayOf(title: string): Way {
	const found = WAYS.find((way) => way.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
}

const flag = (name: string): string | undefined => {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? undefined : process.argv[at + 1];
};

const show = ({ median, least, most }: Figure, digits = 2): string =>
	`${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;

async function main(): Promise<void> {
	const people = Number(flag('people') ?? 1000);
	const rounds = Number(flag('rounds') ?? 3);
	const scheme = flag('scheme') === 'https' ? 'https' : 'http';
	const titles = flag('way')?.split(',') ?? ['Axero'];
	const vendor = await Vendor.start(people);
	const folder = mkdtempSync(join(tmpdir(), 'user-provisioning-bench-'));
	try {
		const { certificate } = await vendor.open();
		const certificateFile = join(folder, 'certificate.pem');
		if (certificate) writeFileSync(certificateFile, certificate);
		for (const title of titles) {
			for (const delayMs of (flag('delay') ?? '0,20,100').split(',').map(Number)) {
				const one: Race = { way: wayOf(title), contenders: [OURS, BARE, RAW], people, delayMs, scheme, concurrency: 10, rounds };
				const runs = await race(one, vendor, certificate ? certificateFile : undefined);
				const [ours = [], bare = [], raw = []] = one.contenders.map((contender) => runs.get(contender));
				console.log(`\n${title}, ${scheme}, ${people} people, ${delayMs} ms`);
				for (const [{ title: name }, all] of runs) {
					console.log(
						`  ${name.padEnd(14)} ${show(figureOf(all.map(peoplePerSecond)), 0).padEnd(20)} people/s  ${show(figureOf(all.map(cpuPerPerson))).padEnd(20)} ms CPU/person  peak ${show(figureOf(all.map(({ peakMegabytes }) => peakMegabytes)), 0)} MB, grown ${show(figureOf(all.map(({ grownMegabytes }) => grownMegabytes)), 0)}  requests ${all[0]?.requests}, in flight ${Math.max(...all.map((run) => run.mostInFlight))}, vendor ${show(figureOf(all.map((run) => run.vendorCpuSeconds)))}`,
					);
				}
				console.log(
					`  ours : bare  throughput ${show(figureOf(ratios(ours, bare, peoplePerSecond)))}, CPU ${show(figureOf(ratios(ours, bare, cpuPerPerson)))}`,
				);
				console.log(
					`  own CPU per request ${show(figureOf(ownTime(ours, bare)), 3)} ms; raw : ours ${show(figureOf(ratios(raw, ours, peoplePerSecond)))}`,
				);
			}
		}
	} finally {
		vendor.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

void main();
