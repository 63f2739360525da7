import { lengthOf, MOST_WORDS, oddWords, sentencesOf } from '../plainWords';
import { otherTexts, sourceTexts } from '../userTexts';

const texts = sourceTexts('nodes', 'credentials');
const others = [...otherTexts(), ...sourceTexts('test/sandbox/page', 'scripts')];

describe('the texts of the sources', () => {
	it('are found', () => {
		expect(texts.length).toBeGreaterThan(500);
		expect(texts.filter(({ isTitle }) => isTitle).length).toBeGreaterThan(50);
		expect(others.length).toBeGreaterThan(100);
	});

	it('are plain American English, in the words of n8n', () => {
		const odd = [...texts, ...others].flatMap(({ place, text, isHighQ }) =>
			oddWords(text, { highQ: isHighQ }).map((words) => `${place}: ${words}`),
		);

		expect(odd).toEqual([]);
	});

	it(`stand in sentences of fewer than ${MOST_WORDS} words`, () => {
		const sentences = [...texts, ...others].flatMap(({ place, text }) =>
			sentencesOf(text).map((sentence) => ({ length: lengthOf(sentence), sentence, place })),
		);
		const longest = [...sentences].sort((one, other) => other.length - one.length).slice(0, 20);

		expect(longest.filter(({ length }) => length >= MOST_WORDS)).toEqual([]);
	});

	it('name what happened, and not that it is an error', () => {
		const titles = texts.filter(({ isTitle, text }) => isTitle && /\b(?:errors?|problems?|failures?|mistakes?)\b/i.test(text));

		expect(titles).toEqual([]);
	});

	it('count one as one', () => {
		/** Said of what is always more than one: several who fit, the many of a directory. */
		const OF_SEVERAL = /^… (?:folders|users) have the …|^… folders have …|^… users in the directory$/;
		const counted =
			/^ (?:active |other |more )?(?:users|people|items|leavers|requests|changes|characters|members|fields|folders|groups|departments|organisations|rows|columns|pages|values|seconds|minutes|hours)\b/;

		expect(
			texts
				.filter(
					({ text, afterValues }) =>
						!OF_SEVERAL.test(text) && !/^Item … changes/.test(text) && afterValues.some((after) => counted.test(after)),
				)
				.map(({ place, text }) => `${place}: ${text}`),
		).toEqual([]);
	});
});
