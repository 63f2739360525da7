import fc from 'fast-check';

import { attributeName, hardText, name } from './arbitraryElements';

const blanks = fc.constantFrom('', '', '', ' ', '\n', '\t ', '\r\n');
const apart = fc.constantFrom(' ', ' ', '\n', '\t', ' \r\n');

/** One character as a document may write it. */
const written = (character: string, way: number): string => {
	const code = character.codePointAt(0) ?? 0;
	if (way === 1) return `&#${code};`;
	if (way === 2) return `&#x${code.toString(16)};`;
	return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }[character] ?? character;
};
const writtenText = fc
	.tuple(hardText, fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 1, maxLength: 4 }))
	.map(([text, ways]) => Array.from(text, (one, i) => written(one, ways[i % ways.length] ?? 0)).join(''));

const attribute = fc
	.tuple(apart, fc.oneof(attributeName, name), blanks, blanks, fc.constantFrom('"', "'"), writtenText)
	.map(([before, key, left, right, quote, value]) => ({ key, source: `${before}${key}${left}=${right}${quote}${value}${quote}` }));
const attributes = fc
	.uniqueArray(attribute, { maxLength: 3, selector: ({ key }) => key })
	.map((all) => all.map(({ source }) => source).join(''));
const comment = hardText.map((text) => `<!--${text.replace(/-+/g, '-').replace(/-$/, '')}-->`);
const cdata = hardText.map((text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
const instruction = fc.constantFrom('<?php echo 1 ?>', '<?xml-stylesheet href="a>b"?>', '<?a?>', '<?a <r> ?>');
const oddName = fc.constantFrom('é', 'a:b:c', '张', '__proto__', 'constructor', 'p:prototype', 'a\u00b7', ':', 'a:', '\u1680');

const { content } = fc.letrec<{ content: string }>((tie) => ({
	content: fc.oneof(
		{ maxDepth: 4, depthSize: 'small' },
		{ weight: 40, arbitrary: writtenText },
		{ weight: 10, arbitrary: comment },
		{ weight: 10, arbitrary: cdata },
		{
			weight: 50,
			arbitrary: fc
				.tuple(
					fc.oneof({ weight: 40, arbitrary: name }, { weight: 1, arbitrary: oddName }),
					attributes,
					blanks,
					fc.array(tie('content'), { maxLength: 4 }),
					fc.boolean(),
				)
				.map(([tag, given, blank, inside, short]) =>
					inside.length === 0 && short ? `<${tag}${given}${blank}/>` : `<${tag}${given}${blank}>${inside.join('')}</${tag}${blank}>`,
				),
		},
		{ weight: 1, arbitrary: instruction },
	),
}));

const declaration = fc.constantFrom(
	'',
	'',
	'',
	'',
	'',
	'<?xml version="1.0"?>',
	'<?xml version="1.0" encoding="UTF-8"?>',
	"<?xml version='1.0' encoding='utf-8' ?>",
	'<?xml version="1.0" encoding="UTF-16" standalone="yes"?>',
	'<?xml version="1.0" encoding="ISO-8859-1"?>\n',
	'<?xml version="1.1"?>',
	'\ufeff<?xml version="1.0"?>\r\n',
);
const misc = fc.oneof(
	{ weight: 80, arbitrary: blanks },
	{ weight: 20, arbitrary: comment },
	{ weight: 3, arbitrary: instruction },
	{ weight: 3, arbitrary: fc.constantFrom('<!DOCTYPE r>', '<!DOCTYPE r [<!ENTITY e "x">]>', '<!DOCTYPE r SYSTEM "file:///etc/passwd">') },
);

/** A document as some server may write it; nearly all are well-formed. */
export const document: fc.Arbitrary<string> = fc
	.tuple(declaration, misc, name, attributes, fc.array(content, { maxLength: 5 }), fc.array(fc.oneof(blanks, comment), { maxLength: 2 }))
	.map(([head, before, root, given, inside, after]) => `${head}${before}<${root}${given}>${inside.join('')}</${root}>${after.join('')}`);
