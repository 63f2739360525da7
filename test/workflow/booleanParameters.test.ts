import { freshSandbox } from '../freshSandbox';
import { PLACES, runWith, type Place } from './booleanParameters';

const sandbox = freshSandbox({ people: 12 });

/** Text that means true or false, as expressions and tables give it; each place takes one of each. */
const TEXTS = [
	['true', 'false'],
	['TRUE', 'False'],
	[' true ', 'FALSE'],
	['1', '0'],
] as const;

/** IDs and times differ from run to run. */
function plain(text: string): string {
	return text
		.replace(/[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}/gi, '(ID)')
		.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '(time)')
		.replaceAll(sandbox.urls.axero.replace(/\/\w*$/, ''), '(host)');
}

/** All that a run does and says. */
async function effectOf(place: Place, given: unknown): Promise<Readonly<{ message: string; all: string }>> {
	sandbox.reset();
	const { outputs, error, hints } = await runWith(sandbox, place, given);
	const requests = sandbox.requests.map(({ method, path, headers, body }) => [method, path, headers['x-fields-xml'], body]);
	const items = outputs.map((output) => output.map(({ json }) => json));
	return { message: error?.message ?? '', all: plain(JSON.stringify([requests, items, hints, error?.message])) };
}

describe('A parameter that is true or false', () => {
	it('is one of many, at each vendor', () => {
		expect(PLACES.length).toBeGreaterThan(100);
		expect(new Set(PLACES.map(({ way }) => way.channel)).size).toBe(4);
	});

	it.each(PLACES.map((place, i) => [place.title, place, TEXTS[i % TEXTS.length] ?? TEXTS[0]] as const))(
		'does the same whether it comes as text, and is refused as another word: %s',
		async (_title, place, [yes, no]) => {
			const [on, off] = [await effectOf(place, true), await effectOf(place, false)];

			expect(on.all).not.toBe(off.all);
			expect(await effectOf(place, yes)).toEqual(on);
			expect(await effectOf(place, no)).toEqual(off);
			expect((await effectOf(place, 'yes')).message).toContain(`${place.label} takes true or false, not "yes"`);
			expect(sandbox.writes()).toEqual([]);
		},
	);
});
