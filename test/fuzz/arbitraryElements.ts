import fc from 'fast-check';

import type { XmlElement } from '../../nodes/shared/xml/build';

const PIECES = [
	...[
		'a',
		'0012',
		' ',
		'  ',
		'\t',
		'\n',
		'\r',
		'\r\n',
		'&',
		'&amp;',
		'&#65;',
		'&lt;',
		'<',
		'>',
		']]>',
		']]',
		'"',
		"'",
		'<!--',
		'-->',
		'--',
		'<![CDATA[',
	],
	...[
		'=',
		'/',
		'?>',
		'</a>',
		'Ł',
		'é',
		'张',
		'🧭',
		'\u0085',
		'\u2028',
		'\u00a0',
		'\u007f',
		'\ufffd',
		'\ud7ff',
		'\ue000',
		'\u{10ffff}',
		'\ufeff',
		'$&',
		'$1',
		'\\',
	],
];
const FORBIDDEN = ['\u0000', '\u0001', '\u0008', '\u000b', '\u001f', '\ufffe', '\uffff', '\ud800', '\udfff'];

/** Text that XML can hold, in every way that is hard to escape. */
export const hardText: fc.Arbitrary<string> = fc.oneof(
	{ weight: 6, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')) },
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);
/** Now and then with what XML can't hold. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
	{ weight: 30, arbitrary: hardText },
	{ weight: 1, arbitrary: fc.tuple(hardText, fc.constantFrom(...FORBIDDEN), hardText).map((parts) => parts.join('')) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);

const NAMES = ['a', 'b', 'User', 'x-1', '_y', 'n.2', 'p:a', 'q:b', 'toString', 'hasOwnProperty', 'xmlThing'] as const;
const WRONG_NAMES = ['', '1a', 'a b', 'a>', '<a', 'a:', ':a', 'p:q:a', 'r:a', 'xmlns:z', 'é', 'a\n', 'a=', '"'] as const;
export const name: fc.Arbitrary<string> = fc.constantFrom(...NAMES);
export const attributeName = fc.constantFrom('k', 'l', 'p:k', 'q:l', 'xml:lang', 'valueOf', 'hasOwnProperty', 'toString');

/** An element for the builder; the prefixes p and q are declared by {@link rooted}. */
const { element } = fc.letrec<{ element: XmlElement }>((tie) => ({
	element: fc.record(
		{
			name: fc.oneof({ weight: 60, arbitrary: name }, { weight: 1, arbitrary: fc.constantFrom(...WRONG_NAMES) }),
			attributes: fc.dictionary(
				fc.oneof(
					{ weight: 60, arbitrary: attributeName },
					{ weight: 1, arbitrary: fc.constantFrom(...WRONG_NAMES.filter((one) => one !== 'xmlns:z')) },
				),
				anyText,
				{ maxKeys: 3, noNullPrototype: true },
			),
			text: anyText,
			children: fc.oneof({ maxDepth: 5 }, fc.constant([]), fc.array(tie('element'), { minLength: 1, maxLength: 4 })),
		},
		{ requiredKeys: ['name'] },
	),
}));

/** With the namespaces on the root, where all our requests have them; the library drops one that is repeated below. */
export const rooted: fc.Arbitrary<XmlElement> = fc
	.tuple(element, fc.constantFrom({}, { xmlns: 'urn:d' }))
	.map(([root, namespace]) => ({ ...root, attributes: { 'xmlns:p': 'urn:p', 'xmlns:q': 'urn:q', ...namespace, ...root.attributes } }));

/** Whether the builder must take it: asked again without the builder's words. */
export const isWritable = (
	{ name: given, attributes = {}, text = '', children = [] }: XmlElement,
	isText: (text: string) => boolean,
): boolean => {
	const names = [given, ...Object.keys(attributes)];
	return (
		names.every((one) => !WRONG_NAMES.some((wrong) => wrong === one)) &&
		[text, ...Object.values(attributes)].every(isText) &&
		children.every((child) => isWritable(child, isText))
	);
};
