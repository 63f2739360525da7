import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { readXml } from '../../nodes/Appenate/wire/formats';
import { writeXml } from '../../nodes/Appenate/wire/xmlOrder';
import { readXml as readHighQ, writeXml as writeHighQ } from '../../nodes/HighQPublisher/wire/xml';
import { fieldsXml } from '../../nodes/ISpringLearn/wire/userHeaders';
import { envelope, NAMESPACES, openEnvelope, signedEnvelope } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import type { VendorAnswer } from '../../nodes/shared/http/types';
import { textElement, type XmlElement } from '../../nodes/shared/xml/build';
import { parseXml, type XmlNode } from '../../nodes/shared/xml/parse';
import { document } from './arbitraryDocuments';
import { anyText, name } from './arbitraryElements';
import { asRead, full, isXmlText, readByLibxml2, withoutPrefixes } from './independent';
import { mutated } from './mutations';
import { assertKind, assertSame, attempt, subject, type Verdict } from './subject';

const answer = (body: string, status = 200): VendorAnswer => ({ status, statusText: '', headers: {}, body });

const memberName = fc.constantFrom('email', 'login', 'fields', 'x-1', 'credentials', 'n.2', 'toString');
const members = fc.array(fc.tuple(memberName, anyText), { maxLength: 5 });
const asElements = (pairs: ReadonlyArray<readonly [string, string]>): XmlElement[] => pairs.map(([key, value]) => textElement(key, value));
const texts = (pairs: ReadonlyArray<readonly [string, string]>): boolean => pairs.every(([, value]) => isXmlText(value));
const secrets = fc.tuple(anyText, anyText, anyText);

function judgeEnvelope([pairs, first, second, namespace]: [
	Array<[string, string]>,
	string[],
	string[],
	(typeof NAMESPACES)[number],
]): Verdict {
	const signings = [first, second].map(([companyId = '', login = '', password = '']) => ({ companyId, login, password }));
	const sent = attempt(() =>
		signings.reduce<string>((body, one) => signedEnvelope(body, one), envelope('AddUserRequest', asElements(pairs), namespace)),
	);
	const writable = texts(pairs) && signings.every((one) => texts(Object.entries(one)));
	if ('failure' in sent) {
		assertKind(sent.failure, 'invalid');
		if (writable) throw new Error(`refused without a reason: ${sent.failure.says}`);
		return 'refused';
	}
	const credentials = { name: 'credentials', children: asElements(Object.entries(signings[1] ?? {})) };
	const expected = full({
		name: 'SOAP-ENV:Envelope',
		attributes: { 'xmlns:SOAP-ENV': 'http://schemas.xmlsoap.org/soap/envelope/', xmlns: namespace },
		children: [{ name: 'SOAP-ENV:Body', children: [{ name: 'AddUserRequest', children: [credentials, ...asElements(pairs)] }] }],
	});
	const seen = readByLibxml2(sent.result, { namespaces: true });
	assertSame(sent.result, seen?.root, isDeepStrictEqual(seen?.root, expected));
	return 'the same tree';
}

/** An answer around anything: the result as libxml2 finds it, or a refusal in our words. */
const soapAnswer = fc
	.tuple(
		fc.oneof(
			document,
			fc.constant('<n:getUsersResponse xmlns:n="u"><n:a>1</n:a></n:getUsersResponse>'),
			fc.constant('<s:Fault><faultstring>No</faultstring></s:Fault>'),
		),
		fc.constantFrom('s:Body', 'Body', 'SOAP-ENV:Body'),
	)
	.map(
		([inside, body]) =>
			`<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><${body}>${inside.replace(/^\ufeff?<\?xml.*?\?>/, '')}</${body}></s:Envelope>`,
	);

function judgeAnswer(body: string): Verdict {
	const seen = readByLibxml2(asRead(body));
	const opened = attempt(() => openEnvelope(answer(body), ['getUsersResponse', 'User', 'a', 'b']));
	if ('failure' in opened) {
		assertKind(opened.failure, 'unreadable');
		return seen ? 'refused on purpose' : 'refused by both';
	}
	const inside = seen && withoutPrefixes(seen.root).children.find((one) => one.name === 'Body');
	const { result } = opened;
	if (result.kind === 'fault') {
		assertSame(result, inside, inside?.children.some((one) => one.name === 'Fault') === true);
		return 'the same fault';
	}
	const theirs = inside?.children.find((one) => one.name === result.result.name);
	assertSame(result.result, theirs, isDeepStrictEqual(result.result, theirs));
	return 'the same tree';
}

function judgeHeader(pairs: Array<[string, string]>): Verdict {
	const line = attempt(() => fieldsXml(pairs));
	if ('failure' in line) {
		assertKind(line.failure, 'invalid');
		if (texts(pairs) && !line.failure.says.includes('as a header')) throw new Error(`refused without a reason: ${line.failure.says}`);
		return 'refused';
	}
	if (!/^[\x20-\x7e]{1,8000}$/.test(line.result)) throw new Error(`not one line of ASCII: ${JSON.stringify(line.result)}`);
	const expected = full({ name: 'fields', children: asElements(pairs) });
	assertSame(line.result, expected, isDeepStrictEqual(readByLibxml2(line.result, { namespaces: true })?.root, expected));
	return 'the same fields';
}

function judgeAppenate(pairs: Array<[string, string]>): Verdict {
	const given = Object.fromEntries(pairs);
	const sent = attempt(() => writeXml(given));
	if ('failure' in sent) {
		assertKind(sent.failure, 'invalid');
		if (texts(Object.entries(given))) throw new Error(`refused without a reason: ${sent.failure.says}`);
		return 'refused';
	}
	const seen = readByLibxml2(sent.result, { namespaces: true })?.root.children.map((one): [string, string | undefined] => [
		one.name,
		one.text,
	]);
	const expected = Object.entries(given).sort(([one], [other]) => (one < other ? -1 : 1));
	assertSame(seen, expected, isDeepStrictEqual(seen, expected));
	const back = readXml(sent.result.replace(/<User\b/, '<UserResponse').replace(/(<\/)User>$/, '$1UserResponse>'));
	assertSame(back, expected, isDeepStrictEqual(back, Object.fromEntries(expected)));
	return 'the same members';
}

const appenateAnswer = document.map(
	(inside) =>
		`<?xml version="1.0"?><p:UserResponse xmlns:p="u"><Users>${inside.replace(/^\ufeff?<\?xml.*?\?>/, '')}</Users><Groups/><TotalRows>1</TotalRows></p:UserResponse>`,
);

/** Found by its root, or nothing at all; it never ends in an error. */
function judgeAppenateAnswer(body: string): Verdict {
	const read = readXml(body);
	if (read === undefined) return 'refused';
	const seen = readByLibxml2(asRead(body));
	assertSame(
		Object.keys(read),
		seen?.root,
		seen !== undefined && Object.keys(read).every((name) => withoutPrefixes(seen.root).children.some((one) => one.name === name)),
	);
	return 'the same members';
}

/** What is read and written again says the same; blanks around the members of a container may go. */
function judgeHighQ(inside: string): Verdict {
	const source = asRead(inside).replace(/^(<\?xml[^>]*\?>\s*)?/, '');
	const user = `<user>${source}</user>`;
	const read = attempt(() => readHighQ(user));
	if ('failure' in read) {
		assertKind(read.failure, 'unreadable');
		return 'refused';
	}
	const written = attempt(() => writeHighQ(read.result));
	if ('failure' in written) {
		assertKind(written.failure, 'invalid');
		return 'not written again';
	}
	const again = readByLibxml2(written.result);
	const given = parseXml(user, ['user']);
	assertSame(again?.root, given, isDeepStrictEqual(again && tidy(withoutPrefixes(again.root)), tidy(given)));
	return 'the same user';
}

const tidy = (node: XmlNode): XmlNode => ({
	...node,
	text: node.children.length > 0 && node.text.trim() === '' ? '' : node.text,
	children: node.children.map(tidy),
});
export const VENDOR_XML_SUBJECTS = [
	subject('SOAP request', fc.tuple(members, secrets, secrets, fc.constantFrom(...NAMESPACES)), judgeEnvelope),
	subject('SOAP answer', fc.oneof(soapAnswer, mutated(soapAnswer)), judgeAnswer),
	subject(
		'Header XML',
		fc.array(
			fc.tuple(
				fc.oneof(
					memberName,
					name.filter((one) => !one.includes(':')),
				),
				anyText,
			),
			{ maxLength: 6 },
		),
		judgeHeader,
	),
	subject(
		'Appenate XML',
		fc.array(fc.tuple(fc.constantFrom('Email', 'FirstName', 'JobTitle', 'Zip', 'aLower', 'x-1'), anyText), { maxLength: 5 }),
		judgeAppenate,
	),
	subject('Appenate answer', fc.oneof(appenateAnswer, mutated(appenateAnswer)), judgeAppenateAnswer),
	subject('HighQ XML', fc.oneof({ weight: 3, arbitrary: document }, { weight: 1, arbitrary: mutated(document) }), judgeHighQ),
];
