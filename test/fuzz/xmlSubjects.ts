import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { buildXml, type XmlElement } from '../../nodes/shared/xml/build';
import { parseXml } from '../../nodes/shared/xml/parse';
import { document } from './arbitraryDocuments';
import { isWritable, rooted } from './arbitraryElements';
import { asRead, full, isXmlText, readByLibxml2, withoutPrefixes } from './independent';
import { mutated, soup } from './mutations';
import { assertKind, assertSame, attempt, subject, type Verdict } from './subject';

function judgeParsed(given: string): Verdict {
	const seen = readByLibxml2(asRead(given));
	const root = seen && withoutPrefixes(seen.root);
	const read = attempt(() => parseXml(given, [root?.name ?? 'r', 'a', 'p:a']));
	if ('failure' in read) {
		assertKind(read.failure, 'unreadable');
		if (seen && !seen.pardonable) throw new Error(`refused without a reason: ${read.failure.says}`);
		return seen ? 'refused on purpose' : 'refused by both';
	}
	assertSame(read.result, root, isDeepStrictEqual(read.result, root));
	return 'the same tree';
}

function judgeBuilt([root, headless, ascii]: [XmlElement, boolean, boolean]): Verdict {
	const built = attempt(() => buildXml(root, { headless, ascii }));
	const writable = isWritable(root, isXmlText);
	if ('failure' in built) {
		assertKind(built.failure, 'invalid');
		if (writable) throw new Error(`refused without a reason: ${built.failure.says}`);
		return 'refused';
	}
	if (!writable) throw new Error(`written: ${built.result}`);
	if (ascii && /[^\x00-\x7f]/.test(built.result)) throw new Error(`not ASCII: ${built.result}`);
	const seen = readByLibxml2(built.result, { namespaces: true });
	assertSame(built.result, seen?.root, isDeepStrictEqual(seen?.root, full(root)));
	const read = parseXml(built.result, [withoutPrefixes(full(root)).name]);
	assertSame(read, full(root), isDeepStrictEqual(read, withoutPrefixes(full(root))));
	return 'the same tree';
}

export const XML_SUBJECTS = [
	subject('XML builder', fc.tuple(rooted, fc.boolean(), fc.boolean()), judgeBuilt),
	subject('XML parser, generated documents', document, judgeParsed),
	subject(
		'XML parser, mutated documents',
		fc.oneof({ weight: 3, arbitrary: mutated(document) }, { weight: 1, arbitrary: soup }),
		judgeParsed,
	),
];
