import fc from 'fast-check';

const TOKENS = [
	...[
		'<',
		'>',
		'/',
		'</',
		'/>',
		'&',
		';',
		'"',
		"'",
		'=',
		' ',
		'\n',
		'-',
		'--',
		'!',
		'?',
		':',
		'<!--',
		'-->',
		'<![CDATA[',
		']]>',
		'<?',
		'?>',
		'<!',
		'<!DOCTYPE r>',
		'<?xml version="1.0"?>',
	],
	...[
		'&amp;',
		'&nbsp;',
		'&#0;',
		'&#xd800;',
		'&#x41;',
		'&#X41;',
		'&#65',
		'&#;',
		'&#x;',
		'&#1114112;',
		'<a>',
		'</a>',
		'<a/>',
		'<a',
		' k="1"',
		' k',
		' k=1',
		' xmlns:p="u"',
		'text',
		'\u0000',
		'\u0008',
		'\ufffe',
		'\ufeff',
		'\ud800',
		'\u00a0',
		'\u1680',
		'\u0085',
		']]',
		'Ł',
	],
];
type Change = Readonly<{ at: number; drop: number; token: string }>;
const change: fc.Arbitrary<Change> = fc.record({
	at: fc.nat(),
	drop: fc.constantFrom(0, 0, 1, 1, 2, 5, 20),
	token: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...TOKENS) }, { weight: 1, arbitrary: fc.constant('') }),
});

/** Some places of a text overwritten. */
export const mutated = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
	fc.tuple(texts, fc.array(change, { minLength: 1, maxLength: 3 })).map(([text, changes]) =>
		changes.reduce((sum, { at, drop, token }) => {
			const place = at % (sum.length + 1);
			return sum.slice(0, place) + token + sum.slice(place + drop);
		}, text),
	);

/** Pieces of markup without a plan. */
export const soup: fc.Arbitrary<string> = fc
	.array(fc.constantFrom(...TOKENS, '<r>', '</r>'), { maxLength: 8 })
	.map((tokens) => `<r>${tokens.join('')}</r>`);
