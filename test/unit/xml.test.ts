import { failureOf } from '../../nodes/shared/failure';
import { buildXml, textElement } from '../../nodes/shared/xml/build';
import { child, childText, parseXml } from '../../nodes/shared/xml/parse';
import { HARD_TEXTS } from '../contract/hardText';
import { readByLibxml2 } from '../fuzz/independent';

const TEXTS = [
	...HARD_TEXTS,
	' blanks around ',
	'two\nlines',
	'carriage\r\nreturn',
	'tab\there',
	'&amp; already',
	'<![CDATA[x]]>',
	'\u00a0nbsp',
	'𝒳',
	'--',
	'\'"',
	'</a>',
];

const kind = (run: () => unknown) => {
	try {
		run();
		return 'accepted';
	} catch (error) {
		return failureOf(error).kind;
	}
};

describe('building XML', () => {
	it.each(TEXTS)('writes text that another parser reads back: %j', (text) => {
		expect(readByLibxml2(buildXml(textElement('a', text)))?.root.text).toBe(text);
	});

	it.each(TEXTS)('writes pure ASCII for a header, and nothing is lost: %j', (text) => {
		const xml = buildXml(textElement('a', text), { ascii: true, headless: true });

		expect(xml).toMatch(/^[\x00-\x7f]*$/);
		expect(readByLibxml2(xml)?.root.text).toBe(text);
	});

	it.each(['a\u0000', '\u0008', '\ufffe', '\ud800', 'x\udc00'])('refuses a character that XML cannot hold: %j', (text) => {
		expect(kind(() => buildXml(textElement('a', text)))).toBe('invalid');
	});

	it.each(['', '1a', 'a b', 'a>b', '<a', 'xml:a:b', 'a"'])('refuses a name that XML cannot hold: %j', (name) => {
		expect(kind(() => buildXml(textElement(name, 'x')))).toBe('invalid');
	});

	it('keeps members in their order and declares namespaces where they are given', () => {
		const xml = buildXml(
			{
				name: 'User',
				attributes: { 'xmlns:i': 'http://www.w3.org/2001/XMLSchema-instance' },
				children: [textElement('A', '1'), textElement('B', '2')],
			},
			{ headless: true },
		);

		expect(xml).toBe('<User xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><A>1</A><B>2</B></User>');
	});

	it('gives the children of a default namespace the same namespace', () => {
		const xml = buildXml(
			{ name: 'R', attributes: { xmlns: 'urn:x' }, children: [{ name: 'a', children: [textElement('b', '1')] }] },
			{ headless: true },
		);

		expect(xml).toBe('<R xmlns="urn:x"><a><b>1</b></a></R>');
	});
});

describe('reading XML', () => {
	it.each(TEXTS)('gives back the text that was built: %j', (text) => {
		expect(parseXml(buildXml(textElement('a', text)), ['a']).text).toBe(text);
	});

	it.each(['0012', '+44123', '1E5', '0x1F', '1.10', 'true', ' 7 '])('never makes a number of a text: %j', (text) => {
		expect(childText(parseXml(`<r><a>${text}</a></r>`, ['r']), 'a')).toBe(text);
	});

	it('drops prefixes, keeps attributes, joins CDATA and text, decodes references', () => {
		const root = parseXml(
			'\ufeff<?xml version="1.0"?><!-- c --><x:r xmlns:x="u"><x:a k="1 &lt; 2">A&#x141;&#322;<![CDATA[<&amp;>]]>&amp;Z</x:a></x:r>',
			['r'],
		);

		expect(child(root, 'a')).toMatchObject({ text: 'AŁł<&amp;>&Z', attributes: { k: '1 < 2' } });
	});

	it.each([
		['nothing', ''],
		['text', 'not xml'],
		['JSON', '{"a":1}'],
		['a web page', '<!DOCTYPE html><html><body></body></html>'],
		['a DOCTYPE', '<!DOCTYPE r [<!ENTITY e "x">]><r>&e;</r>'],
		['a DOCTYPE after a comment', '<!-- x --><!DOCTYPE r><r/>'],
		['crossed tags', '<r><a></r></a>'],
		['an open tag', '<r><a>'],
		['two roots', '<r/><r/>'],
		['another root', '<other/>'],
		['an entity of nobody', '<r>&nbsp;</r>'],
		['a reference to a character that XML forbids', '<r>&#0;</r>'],
		['a name made for mischief', '<r><__proto__>x</__proto__></r>'],
		['a thousand levels', `${'<r>'.repeat(1000)}${'</r>'.repeat(1000)}`],
	])('refuses %s', (_what, xml) => {
		expect(kind(() => parseXml(xml, ['r']))).toBe('unreadable');
	});
});
