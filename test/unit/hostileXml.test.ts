import { openEnvelope } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import { readXml, writeXml } from '../../nodes/HighQPublisher/wire/xml';
import { failureOf, type Failure } from '../../nodes/shared/failure';
import { buildXml, textElement, type XmlElement } from '../../nodes/shared/xml/build';
import { child, childText, parseXml } from '../../nodes/shared/xml/parse';
import { XML_LIMITS } from '../../nodes/shared/xml/gate';
import { inFull, longAs } from './runs';

const failureFrom = (run: () => unknown): Failure | undefined => {
	try {
		run();
		return undefined;
	} catch (error) {
		return failureOf(error);
	}
};
/** Of this process, however busy the machine is with others. */
const msOfWork = (run: () => void): number => {
	const before = process.cpuUsage();
	run();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
};
const refusal = (document: string): Failure | undefined => failureFrom(() => parseXml(document, ['r']));
const answer = (body: string) => ({ status: 200, statusText: 'OK', headers: {}, body });

const LAUGHS = `<!DOCTYPE r [<!ENTITY a "lol">${Array.from({ length: 20 }, (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(10)}">`).join('')}]><r>&u;</r>`;
const QUADRATIC = `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(50_000)}">]><r>${'&a;'.repeat(50_000)}</r>`;
const DEEP = `${'<r>'.repeat(10_000)}${'</r>'.repeat(10_000)}`;
const LONG = longAs(12_000_000);

describe('an XML document made to harm is refused with a reason', () => {
	it.each([
		['a billion laughs', LAUGHS, 'DOCTYPE'],
		['a quadratic blow-up', QUADRATIC, 'DOCTYPE'],
		['a file by an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', 'DOCTYPE'],
		['an external DTD', '<!DOCTYPE r SYSTEM "http://attacker.example/r.dtd"><r/>', 'DOCTYPE'],
		['a public DTD', '<!DOCTYPE r PUBLIC "-//X//Y" "http://attacker.example/r.dtd"><r/>', 'DOCTYPE'],
		['parameter entities', '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://attacker.example/"> %p;]><r/>', 'DOCTYPE'],
		['a DOCTYPE in small letters', '<!doctype r><r/>', 'DOCTYPE'],
		['a DOCTYPE behind comments', '<!-- > --><!---->\n<!DOCTYPE r><r/>', 'DOCTYPE'],
		['a DOCTYPE inside', '<r><!DOCTYPE r></r>', 'doctype'],
		['an entity declared without a DOCTYPE', '<r><!ENTITY a "b">&a;</r>', 'no well-formed XML'],
		['a processing instruction', '<?php system("id") ?><r/>', 'processing instruction'],
		['a style sheet', '<?xml version="1.0"?><?xml-stylesheet href="http://attacker.example/x.xsl"?><r/>', 'processing instruction'],
		['a processing instruction inside', '<r><?a <r> ?></r>', 'processing instruction'],
		['a second XML declaration', '<?xml version="1.0"?><?xml version="1.0"?><r/>', 'no well-formed XML'],
		['an XML declaration inside', '<r><?xml version="1.0"?></r>', 'no well-formed XML'],
		['XML 1.1, with other rules for characters', '<?xml version="1.1"?><r>&#1;</r>', 'another version than XML 1.0'],
		['an encoding that is no name', '<?xml version="1.0" encoding="../x"?><r/>', 'encoding value'],
		['10,000 levels', DEEP, `more than ${XML_LIMITS.depth} levels`],
		['10,000 levels without an end', '<r>'.repeat(10_000), `more than ${XML_LIMITS.depth} levels`],
		['a comment without an end', '<r/><!-- <r/>', 'unexpected end'],
		['two hyphens in a comment', '<r><!-- a -- b --></r>', 'malformed comment'],
		['a comment that ends in three hyphens', '<r><!-- a ---></r>', 'malformed comment'],
		['CDATA without an end', '<r><![CDATA[x</r>', 'unclosed tag: r'],
		['CDATA outside of the root', '<r/><![CDATA[ ]]>', 'text data outside'],
		['CDATA that ends in the middle of its text', '<r><![CDATA[a]]>b]]></r>', ']]>'],
		['CDATA within CDATA', '<r><![CDATA[<![CDATA[x]]>]]></r>', ']]>'],
		['cdata in small letters', '<r><![cdata[x]]></r>', 'no well-formed XML'],
		['two roots', '<r>1</r><r>2</r>', 'only one root'],
		['two roots, one empty', '<r/><r/>', 'only one root'],
		['text before the root', 'x<r/>', 'text data outside'],
		['text behind the root', '<r/>x', 'text data outside'],
		['a reference behind the root', '<r/>&#32;', 'text data outside'],
		['a blank that is none of XML', '\u00a0<r/>', 'text data outside'],
		['a byte order mark that is not the first', ' \ufeff<r/>', 'text data outside'],
		['half of a pair at the end of a comment', '<r/><!-- x \ud83e', 'half of a surrogate pair'],
		['an attribute twice', '<r a="1" a="2"/>', 'duplicate attribute: a'],
		['an attribute without quotes', '<r a=1/>', 'unquoted attribute value'],
		['an attribute without a value', '<r a/>', 'in attribute name'],
		['an attribute with < in it', '<r a="<"/>', 'disallowed character'],
		['attributes side by side', '<r a="1"b="2"/>', 'no whitespace between attributes'],
		['a namespace with an entity', '<r xmlns:p="&x;"/>', 'undefined entity'],
		['a name with two colons', '<r><a:b:c/></r>', 'the name a:b:c'],
		['a name that is only a prefix', '<r><a:/></r>', 'the name a:'],
		['a name with a letter that others take for a blank', '<r><a\u1680b/></r>', 'the name a\u1680b'],
		['an attribute with a byte order mark in its name', '<r a\ufeffb=""/>', 'the name a\ufeffb'],
		['an attribute behind a prefix that begins with a digit', '<r p:1=""/>', 'the name p:1'],
		['a DOCTYPE in small letters behind a declaration', '<?xml version="1.0"?><!doctype r><r/>', 'incorrect syntax'],
		['XML 1.1 with a line end of its own', '<?xml version="1.1"\u0085?><r/>', 'another version'],
		['an element without a name', '<r>< a/></r>', 'in tag name'],
		['crossed prefixes', '<p:r xmlns:p="u" xmlns:q="u"></q:r>', 'unexpected close tag'],
		['NUL', '<r>\u0000</r>', 'disallowed character'],
		['a control character in an attribute', '<r a="\u001b[2J"/>', 'disallowed character'],
		['a control character in a comment', '<r><!--\u0007--></r>', 'disallowed character'],
		['half of a surrogate pair', '<r>\ud83e</r>', 'half of a surrogate pair'],
		['a reference to NUL', '<r>&#0;</r>', 'malformed character entity'],
		['a reference to half of a pair', '<r>&#xD83E;&#xDDED;</r>', 'malformed character entity'],
		['a reference beyond Unicode', '<r>&#x110000;</r>', 'malformed character entity'],
		['a reference of endless digits', `<r>&#${'9'.repeat(100_000)};</r>`, 'malformed character entity'],
		['a reference with a capital X', '<r>&#X41;</r>', 'malformed character entity'],
		['an ampersand alone', '<r>Research & Development</r>', 'unclosed tag: r'],
		['an ampersand alone in an attribute', '<r a="a&b"/>', 'unexpected end'],
		['an entity of HTML', '<r>&nbsp;</r>', 'undefined entity'],
		['an entity named like a method', '<r>&toString;</r>', 'undefined entity'],
		['__proto__ as an element', '<r><__proto__><isAdmin>1</isAdmin></__proto__></r>', 'the name __proto__'],
		['__proto__ behind a prefix', '<r xmlns:p="u"><p:__proto__/></r>', 'the name p:__proto__'],
		['__proto__ as an attribute', '<r __proto__="1"/>', 'the name __proto__'],
		['constructor as an element', '<r><constructor><prototype/></constructor></r>', 'the name constructor'],
		['a name of a megabyte', `<${'a'.repeat(1_000_000)}/>`, 'XML with the name aaa'],
		[
			'more attributes than an element has',
			`<r ${Array.from({ length: XML_LIMITS.attributes + 1 }, (_, i) => `a${i}=""`).join(' ')}/>`,
			'attributes in one element',
		],
		['more text than a directory has', `<r>${'x'.repeat(XML_LIMITS.characters)}</r>`, 'longer than'],
		['UTF-16 read as UTF-8', '<\u0000r\u0000/\u0000>\u0000', 'disallowed character'],
	])('%s', (_what, document, reason) => {
		const failure = refusal(document);

		expect(failure?.kind).toBe('unreadable');
		expect(failure?.says).toContain(reason);
		expect(failure?.says.length).toBeLessThan(500);
		expect({}).not.toHaveProperty('isAdmin');
	});

	inFull('more elements than a directory has', () => {
		expect(refusal(`<r>${'<a/>'.repeat(XML_LIMITS.nodes)}</r>`)?.says).toContain(
			`is XML with more than ${XML_LIMITS.nodes} elements and attributes, which is refused;`,
		);
		expect(refusal(`<r>${'<a b=""/>'.repeat(XML_LIMITS.nodes / 2 - 1)}<a/></r>`)).toBeUndefined();
	});

	inFull('more text than a directory has, by one character', () => {
		const text = 'x'.repeat(XML_LIMITS.characters - '<r></r>'.length);

		expect(refusal(`<r>${text}</r>`)).toBeUndefined();
		expect(refusal(`<r>${text}x</r>`)?.says).toContain(`is longer than ${XML_LIMITS.characters} characters;`);
	});

	it.each([
		['<a/>', 'The answer is XML with the root <a>; <r> or <s> was expected'],
		['', 'The answer is no well-formed XML (document must contain a root element, line 1); <r> or <s> was expected'],
		['<!-- x -->', 'The answer is no well-formed XML (document must contain a root element, line 1); <r> or <s> was expected'],
		['<r>', 'The answer is no well-formed XML (unclosed tag: r, line 1); <r> or <s> was expected'],
		['<r></r ', 'The answer is no well-formed XML (unclosed tag: r, line 1); <r> or <s> was expected'],
		['</r>', 'The answer is no well-formed XML (unmatched closing tag: r, line 1); <r> or <s> was expected'],
		['<r></></r>', 'The answer is no well-formed XML (weird empty close tag, line 1); <r> or <s> was expected'],
		['<r', 'The answer is no well-formed XML (document must contain a root element, line 1); <r> or <s> was expected'],
		['<r/', 'The answer is no well-formed XML (unexpected end, line 1); <r> or <s> was expected'],
		['<r / >', 'The answer is no well-formed XML (forward-slash in opening tag not followed by >, line 1); <r> or <s> was expected'],
		['<r !>', 'The answer is no well-formed XML (disallowed character in attribute name, line 1); <r> or <s> was expected'],
		['<r a="1', 'The answer is no well-formed XML (unexpected end, line 1); <r> or <s> was expected'],
		['<r a"1"/>', 'The answer is no well-formed XML (disallowed character in attribute name, line 1); <r> or <s> was expected'],
		['<r>\n<a b="1" b="2"/></r>', 'The answer is no well-formed XML (duplicate attribute: b, line 2); <r> or <s> was expected'],
		['<!WHATEVER><r/>', 'The answer is no well-formed XML (incorrect syntax, line 1); <r> or <s> was expected'],
		['<!DOCTYPE r><r/>', 'The answer is an XML document with a DOCTYPE, which is refused; <r> or <s> was expected'],
		['<?php ?><r/>', 'The answer is XML with a processing instruction, which is refused; <r> or <s> was expected'],
		['<?axml ?><r/>', 'The answer is XML with a processing instruction, which is refused; <r> or <s> was expected'],
		[
			'<r><?xml version="1.0"?></r>',
			'The answer is no well-formed XML (an XML declaration must be at the start of the document, line 1); <r> or <s> was expected',
		],
		['<r>&x; &amp;</r>', 'The answer is no well-formed XML (undefined entity, line 1); <r> or <s> was expected'],
		[
			'<r/><?XML ?>',
			'The answer is no well-formed XML (the XML declaration must appear at the start of the document, line 1); <r> or <s> was expected',
		],
		['<r><![CDATA[', 'The answer is no well-formed XML (unclosed tag: r, line 1); <r> or <s> was expected'],
		['<r>&x; and a lot more</r>', 'The answer is no well-formed XML (undefined entity, line 1); <r> or <s> was expected'],
		['<r>\n\n\u0001</r>', 'The answer is no well-formed XML (disallowed character, line 3); <r> or <s> was expected'],
	])('%j: says why, and what to do', (document, says) => {
		expect(failureFrom(() => parseXml(document, ['r', 's']))).toEqual({
			kind: 'unreadable',
			status: 200,
			says,
			todo: "Check the base URL in the credential: something other than the vendor's API may be answering.",
		});
	});

	it.each([
		"<?xml version='1.0'?><r/>",
		'<?xml  version = "1.0" encoding = "a-b.c_1" standalone = "no" ?><r/>',
		"<?xml version=\"1.0\" encoding='UTF-8' standalone='yes'?><r/>",
		'<r ></r >',
		"<r a = '1' b='2'\n/>",
	])('is read in any honest spelling: %s', (document) => {
		expect(refusal(document)).toBeUndefined();
	});

	it.each([
		'<?xml?><r/>',
		'<?xml encoding="UTF-8"?><r/>',
		'<?xml version="1.0"encoding="UTF-8"?><r/>',
		'<?xml version="1.0" standalone="maybe"?><r/>',
		'<?xml version="1.0" standalone="yes" encoding="UTF-8"?><r/>',
		'<?xml version="1x0"?><r/>',
		'<?xml version="1.0" encoding="1"?><r/>',
	])('is refused with a wrong declaration: %s', (document) => {
		expect(refusal(document)?.says).toContain('no well-formed XML');
	});

	it.each<[string, string, boolean]>([
		['as long as allowed', 'a'.repeat(200), true],
		['one letter longer', 'a'.repeat(201), false],
		['with a prefix as long', `${'p'.repeat(200)}:a`, true],
		['beginning with a hyphen', '-a', false],
		['beginning with a digit', '1a', false],
		['with digits, dots and hyphens', 'a-1.b_c', true],
	])('takes a name or not: %s', (_what, name, fine) => {
		expect(refusal(`<r><${name}/></r>`) === undefined).toBe(fine);
	});

	it.each<[string, boolean]>([
		['&#9;&#10;&#13;', true],
		['&#8;', false],
		['&#11;', false],
		['&#12;', false],
		['&#14;', false],
		['&#31;', false],
		['&#32;', true],
		['&#xd7ff;', true],
		['&#xd800;', false],
		['&#xdfff;', false],
		['&#xe000;', true],
		['&#xfffd;', true],
		['&#xfffe;', false],
		['&#x10000;', true],
		['&#x10ffff;', true],
		['&#x110000;', false],
		['&#;', false],
		['&#x;', false],
		['&;', false],
		['&amp', false],
		['&lt;&gt;&amp;&quot;&apos;', true],
		[`&#${'0'.repeat(1000)}65;`, true],
		[`&#x${'0'.repeat(1000)}41;`, true],
	])('takes the reference %s or not', (reference, fine) => {
		expect(refusal(`<r>${reference}</r>`) === undefined).toBe(fine);
		expect(refusal(`<r a="${reference}"/>`) === undefined).toBe(fine);
	});

	it.each(['constructors', 'prototyped', '__proto__x'])('takes a name that only begins like one made for mischief: %s', (name) => {
		expect(refusal(`<r><${name}/></r>`)).toBeUndefined();
	});

	it('takes as many attributes as allowed', () => {
		expect(refusal(`<r ${Array.from({ length: XML_LIMITS.attributes }, (_, i) => `a${i}=""`).join(' ')}/>`)).toBeUndefined();
	});

	it('names the line', () => {
		expect(refusal('<r>\n<a>\n</b>\n</r>')?.says).toContain('unexpected close tag, line 3');
	});

	// Where the expression that looked for a DOCTYPE could end a comment here or there, each comment doubled the time: 40 took days.
	it.each([
		['comments', `${'<!-- -->'.repeat(20_000)}<r/>`],
		['blanks in a tag', `<r${' '.repeat(LONG)}/>`],
		['CDATA', `<r>${'<![CDATA[x]]>'.repeat(50_000)}</r>`],
		['quotes', `<r a='${'"'.repeat(LONG)}'/>`],
	])('reads many %s in no time', (_what, document) => {
		const took = msOfWork(() => expect(refusal(document)).toBeUndefined());

		expect(took).toBeLessThan(5000);
	});

	it.each([
		['<', '<'.repeat(LONG)],
		['&', `<r>${'&'.repeat(LONG)}</r>`],
		['open comments', '<!--'.repeat(LONG / 4)],
		['open CDATA', `<r>${'<![CDATA['.repeat(LONG / 12)}`],
		['open brackets of a DOCTYPE', `<!DOCTYPE r ${'['.repeat(LONG)}`],
		['blanks before a letter', `${' '.repeat(LONG)}x`],
		['blanks in the declaration', `<?xml${' '.repeat(LONG)}?><r/>`],
	])('refuses 12 million characters of %s in no time', (_what, document) => {
		const took = msOfWork(() => expect(refusal(document)?.kind).toBe('unreadable'));

		expect(took).toBeLessThan(2000);
	});

	it('reads 10 MB that are honest', () => {
		const text = 'Łódź '.repeat(longAs(2_000_000));

		expect(parseXml(`<r><a>${text}</a></r>`, ['r']).children[0]?.text === text).toBe(true);
	});
});

describe('an XML document that is odd is read as it is meant', () => {
	it.each([
		['a comment in a text', '<r><a>a<!-- x -->b</a></r>', 'ab'],
		['a comment that looks like markup', '<r><!-- <a>no</a> ]]> & --><a>yes</a></r>', 'yes'],
		['CDATA that looks like markup', '<r><a><![CDATA[</a><!-- &amp;]]></a></r>', '</a><!-- &amp;'],
		['CDATA split around its own end', '<r><a><![CDATA[x]]]]><![CDATA[>y]]></a></r>', 'x]]>y'],
		['CDATA behind an attribute, which alone has references', '<r><a k="&lt;"><![CDATA[&lt;]]></a></r>', '&lt;'],
		[
			'CDATA between texts, which alone have references',
			'<r><a>&lt;<![CDATA[&lt;]]>&lt;<![CDATA[]]><![CDATA[&lt;]]></a></r>',
			'<&lt;<&lt;',
		],
		['a text behind CDATA and a comment', '<r><a><![CDATA[&lt;]]><!-- &lt; -->&lt;</a></r>', '&lt;<'],
		['what is escaped twice', '<r><a>&amp;lt;&#38;amp;</a></r>', '&lt;&amp;'],
		['every entity of XML', '<r><a>&amp;&lt;&gt;&quot;&apos;</a></r>', '&<>"\''],
		['line breaks of Windows', '<r><a>1\r\n2\r3&#13;</a></r>', '1\n2\n3\r'],
		['a method as a name', '<r><toString>no</toString><a>1</a></r>', '1'],
		['a declaration of UTF-16 that .NET writes on top of UTF-8', '<?xml version="1.0" encoding="utf-16"?><r><a>Ł</a></r>', 'Ł'],
		['a declaration of an encoding that nobody knows', '<?xml version="1.0" encoding="x-own"?><r><a>Ł</a></r>', 'Ł'],
		['prefixes that nobody declared', '<s:r><i:a x:type="x">1</i:a></s:r>', '1'],
		['a prefix declared as nothing', '<r xmlns:p=""><p:a>1</p:a></r>', '1'],
		['letters of all the world in names', '<r><Größe/><名 é="1"/><a>1</a></r>', '1'],
		['a declaration behind a line break', '\n<?xml version="1.0"?><r><a>1</a></r>', '1'],
		['blanks and comments around', '\ufeff <!-- x --><r><a>1</a></r>\n<!-- y --> ', '1'],
	])('%s', (_what, document, text) => {
		expect(childText(parseXml(document, ['r']), 'a')).toBe(text);
	});

	it('has no text of a child who is not there', () => {
		expect(childText(parseXml('<r><a/></r>', ['r']), 'b')).toBeUndefined();
		expect(childText(parseXml('<r><a/></r>', ['r']), 'a')).toBe('');
	});

	it('keeps names of methods as names', () => {
		const root = parseXml('<r><hasOwnProperty valueOf="1"/></r>', ['r']);

		expect(root.children).toEqual([{ name: 'hasOwnProperty', attributes: { valueOf: '1' }, children: [], text: '' }]);
	});

	it('makes one blank of a line break in an attribute, and keeps one that is a reference', () => {
		expect(child(parseXml('<r><a k="1\r\n2\t3&#10;4&#9;"/></r>', ['r']), 'a')?.attributes).toEqual({ k: '1 2 3\n4\t' });
	});

	it.each([
		['within the limits', XML_LIMITS.depth, undefined],
		['one too deep', XML_LIMITS.depth + 1, 'unreadable'],
	])('counts levels: %s', (_what, levels, kind) => {
		expect(refusal(`${'<r>'.repeat(levels)}${'</r>'.repeat(levels)}`)?.kind).toBe(kind);
	});

	it('takes a list of any length for one level', () => {
		expect(parseXml(`<r>${'<user><name>x</name></user>'.repeat(XML_LIMITS.depth * 2)}</r>`, ['r']).children).toHaveLength(
			XML_LIMITS.depth * 2,
		);
	});

	it('gives children and texts to the element that they stand in', () => {
		expect(parseXml('<r>1<a>2<b>3</b>4</a>5<c>6</c>7</r>', ['r'])).toEqual({
			name: 'r',
			attributes: {},
			text: '157',
			children: [
				{ name: 'a', attributes: {}, text: '24', children: [{ name: 'b', attributes: {}, text: '3', children: [] }] },
				{ name: 'c', attributes: {}, text: '6', children: [] },
			],
		});
	});

	it('drops what only declares a namespace', () => {
		expect(parseXml('<p:r xmlns="u" xmlns:p="v" p:k="1" xmlnsx="2" p:xmlns="3"/>', ['r']).attributes).toEqual({
			k: '1',
			xmlnsx: '2',
			xmlns: '3',
		});
	});

	it('forgives blanks before the document, and none behind a byte order mark in it', () => {
		expect(childText(parseXml('\ufeff\n <r><a>\ufeff x</a></r>', ['r']), 'a')).toBe('\ufeff x');
	});
});

describe('building XML from what a user gave', () => {
	const build = (root: XmlElement) => failureFrom(() => buildXml(root));

	it.each([
		['a name with markup', { name: 'a><b' }],
		['a name with a line break at its end', { name: 'a\n' }],
		['a name that ends like a prefix', { name: 'a', attributes: { 'xmlns:p': 'u', '12 45 p': '' } }],
		['a prefix of nobody', { name: 'p:a' }],
		['an attribute with a prefix of nobody', { name: 'a', attributes: { 'p:k': '1' } }],
		['an attribute with markup in its name', { name: 'a', attributes: { 'k="1" l': '1' } }],
		['an attribute that begins with a digit', { name: 'a', attributes: { '1k': '1' } }],
		['NUL in an attribute', { name: 'a', attributes: { k: '\u0000' } }],
		['half of a pair in an attribute', { name: 'a', attributes: { k: '\ud83e' } }],
		['a prefix with a blank in it', { name: 'a', attributes: { 'xmlns:p k': 'u' } }],
		['a namespace of nothing', { name: 'a', attributes: { 'xmlns:p': '' } }],
		['a namespace for the prefix xmlns', { name: 'a', attributes: { 'xmlns:xmlns': 'u' } }],
		['NUL in a child', { name: 'a', children: [textElement('b', 'x\u0000')] }],
		['10,000 levels', Array.from({ length: 10_000 }).reduce<XmlElement>((inner) => ({ name: 'a', children: [inner] }), { name: 'a' })],
	])('refuses %s', (_what, root) => {
		expect(build(root)?.kind).toBe('invalid');
	});

	it('says what is wrong, and what to do', () => {
		const deep = Array.from({ length: XML_LIMITS.depth }).reduce<XmlElement>((inner) => ({ name: 'a', children: [inner] }), { name: 'z' });

		expect(build(deep)).toEqual({
			kind: 'invalid',
			parameter: 'z',
			says: `"z" is nested deeper than ${XML_LIMITS.depth} levels`,
			todo: 'Use a value with fewer levels.',
		});
		expect(build(deep.children?.[0] ?? deep)).toBeUndefined();
		expect(build({ name: 'r', children: [{ name: 'a b' }] })).toEqual({
			kind: 'invalid',
			parameter: 'a b',
			says: '"a b" can\'t be the name of an XML element',
			todo: 'Use a field name of letters, digits, "_", "-" and "." that starts with a letter.',
		});
		expect(build({ name: 'r', attributes: { 'a b': '' } })).toMatchObject({
			parameter: 'r',
			says: '"a b" can\'t be the name of an XML attribute',
		});
		expect(build(textElement('a', '\u0000'))).toEqual({
			kind: 'invalid',
			parameter: 'a',
			says: 'The value of "a" has a control character that is not allowed in XML (position 1)',
			todo: 'Remove the character, or use JSON if the vendor offers it.',
		});
		expect(build(textElement('value', '\u0000', 'Cost Centre'))).toMatchObject({
			parameter: 'Cost Centre',
			says: 'The value of "Cost Centre" has a control character that is not allowed in XML (position 1)',
		});
	});

	it.each([['a-b', 'b.c', '_d', 'e1:f-2']])('takes the names %s, %s, %s and %s', (...names) => {
		expect(build({ name: 'r', attributes: { 'xmlns:e1': 'u' }, children: names.map((name) => ({ name })) })).toBeUndefined();
	});

	it.each(['-a', 'e1:', ':a', 'e1:-a', 'e1:a:b', 'e2:a', 'xmlns:a'])('refuses the name %s', (name) => {
		expect(build({ name: 'r', attributes: { 'xmlns:e1': 'u' }, children: [{ name }] })?.kind).toBe('invalid');
	});

	it('writes a head where one is wanted, and what is outside of ASCII as it is', () => {
		expect(buildXml({ name: 'r', text: 'Łódź 🧭\n' })).toBe('<?xml version="1.0" encoding="UTF-8"?><r>Łódź 🧭\n</r>');
		expect(buildXml({ name: 'r', attributes: { k: 'é' }, text: 'a🧭' }, { ascii: true })).toBe(
			'<?xml version="1.0" encoding="UTF-8"?><r k="&#233;">a&#129517;</r>',
		);
	});

	it('takes a prefix that only ends like xmlns for one like any other', () => {
		expect(buildXml({ name: 'r', attributes: { 'xmlns:axmlns': 'u', 'axmlns:q': '1' } }, { headless: true })).toBe(
			'<r xmlns:axmlns="u" axmlns:q="1"/>',
		);
	});

	it('knows the prefix xml without being told', () => {
		expect(buildXml({ name: 'r', attributes: { 'xml:lang': 'pl' } }, { headless: true })).toBe('<r xml:lang="pl"/>');
	});

	it('names the attribute and the position', () => {
		expect(build({ name: 'a', attributes: { k: 'ab\u0008' } })).toMatchObject({
			parameter: 'a',
			says: 'The attribute "k" of "a" has a control character that is not allowed in XML (position 3)',
		});
	});

	it.each([
		['line breaks and tabs', 'a\tb\nc\rd', 'a&#9;b&#10;c&#13;d'],
		['what looks escaped', '&amp;&#65;', '&amp;amp;&amp;#65;'],
		['quotes and brackets', `"'<>`, "&quot;'&lt;&gt;"],
	])('writes %s in an attribute so that they arrive', (_what, value, written) => {
		const xml = buildXml({ name: 'r', attributes: { k: value } }, { headless: true });

		expect(xml).toBe(`<r k="${written}"/>`);
		expect(parseXml(xml, ['r']).attributes.k).toBe(value);
	});

	it('takes an attribute with the name of a method, as a document may have it', () => {
		expect(buildXml({ name: 'r', attributes: { hasOwnProperty: '1', toString: '2' } }, { headless: true })).toBe(
			'<r hasOwnProperty="1" toString="2"/>',
		);
	});

	it('knows a prefix where it is declared and below, and nowhere else', () => {
		const declared = { name: 'p:b', attributes: { 'xmlns:p': 'u', 'p:k': '1' }, children: [{ name: 'p:c' }] };

		expect(build({ name: 'r', children: [declared] })).toBeUndefined();
		expect(build({ name: 'r', children: [declared, { name: 'p:d' }] })?.kind).toBe('invalid');
	});
});

describe('the formats over it', () => {
	it('HighQ: a link with a query keeps it when the user is written back', () => {
		const user = '<user><link rel="self" href="https://x.example/u?a=1&amp;b=2&amp;lt;"/></user>';

		expect(writeXml(readXml(user))).toContain(user);
	});

	it.each([
		[
			'a Fault in a comment',
			'<s:Envelope xmlns:s="u"><s:Body><!-- <s:Fault><faultstring>x</faultstring></s:Fault> --><getUsersResponse/></s:Body></s:Envelope>',
			'result',
		],
		['a result in CDATA', '<s:Envelope xmlns:s="u"><s:Body><![CDATA[<getUsersResponse/>]]></s:Body></s:Envelope>', 'unreadable'],
		['two envelopes', '<Envelope><Body><getUsersResponse/></Body></Envelope><Envelope/>', 'unreadable'],
		['an envelope with a DOCTYPE', '<!DOCTYPE Envelope><Envelope><Body><getUsersResponse/></Body></Envelope>', 'unreadable'],
		['half an envelope', '<Envelope><Body><getUsersResponse><a>1</a>', 'unreadable'],
	])('SOAP: %s', (_what, body, expected) => {
		let opened: string | undefined;
		const failure = failureFrom(() => (opened = openEnvelope(answer(body), ['getUsersResponse']).kind));

		expect(opened ?? failure?.kind).toBe(expected);
	});
});
