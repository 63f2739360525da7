import { JSON_SUBJECTS } from './jsonSubjects';
import type { Subject } from './subject';
import { VENDOR_XML_SUBJECTS } from './vendorXmlSubjects';
import { XML_SUBJECTS } from './xmlSubjects';

/*
 * Generated documents for every parser and builder, checked against an independent reader (libxml2, JSON.parse).
 * npm run test:fuzz -- --count 1000 --seed 7 --only "header xml"; FUZZ_COUNT and FUZZ_SEED do the same.
 * A document that is found belongs into test/unit/hostileXml.test.ts or hostileJson.test.ts.
 */

const COUNT = 100_000;
const REPORT_EVERY_MS = 15_000;

function option(name: string, fallback: string): string {
	const at = process.argv.indexOf(`--${name}`);
	return (at < 0 ? undefined : process.argv[at + 1]) ?? process.env[`FUZZ_${name.toUpperCase()}`] ?? fallback;
}

function wholeNumber(name: string, fallback: number): number {
	const given = Number(option(name, String(fallback)));
	if (Number.isSafeInteger(given)) return given;
	throw new Error(`--${name} is a whole number`);
}

/** fast-check's words with the document, and under them what was wrong with it. */
function wordsOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return [error.message, ...(error.cause === undefined ? [] : [wordsOf(error.cause)])].join('\n');
}

/** Whether it held. */
function fuzz({ name, run }: Subject, seed: number, count: number): boolean {
	const start = Date.now();
	const verdicts = new Map<string, number>();
	let [done, slowest, said] = [0, 0, start];
	const seconds = (): string => `${((Date.now() - start) / 1000).toFixed(0)} s`;
	try {
		run({
			seed,
			count,
			each: (verdict, milliseconds) => {
				done += 1;
				slowest = Math.max(slowest, milliseconds);
				verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
				if (Date.now() - said < REPORT_EVERY_MS) return;
				said = Date.now();
				console.log(`      ${name}: ${done} of ${count}, ${seconds()}`);
			},
		});
	} catch (error) {
		console.log(`FAIL  ${name} (${seconds()})\n${wordsOf(error)}`);
		return false;
	}
	const figures = [...verdicts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([verdict, times]) => `${verdict} ${times}`);
	console.log(`ok    ${name}: ${done} documents (${figures.join(', ')}), slowest ${slowest.toFixed(0)} ms, ${seconds()}`);
	return true;
}

const seed = wholeNumber('seed', Date.now() % 2_147_483_648);
const count = wholeNumber('count', COUNT);
const only = option('only', '').toLowerCase();
const subjects = [...XML_SUBJECTS, ...VENDOR_XML_SUBJECTS, ...JSON_SUBJECTS].filter(({ name }) => name.toLowerCase().includes(only));
console.log(`Seed ${seed}, ${count} documents for each of ${subjects.length} subjects`);
const failed = subjects.filter((one) => !fuzz(one, seed, count));
console.log(
	failed.length === 0 && subjects.length > 0
		? `${subjects.length * count} documents: no crash, no hang, no difference`
		: `${failed.length} of ${subjects.length} subjects failed; the same again with --seed ${seed}`,
);
process.exitCode = failed.length === 0 && subjects.length > 0 ? 0 : 1;
