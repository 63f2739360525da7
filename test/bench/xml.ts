import { XMLParser } from 'fast-xml-parser';

import { readXml as readAppenate } from '../../nodes/Appenate/wire/formats';
import { readXml as readHighQ } from '../../nodes/HighQPublisher/wire/xml';
import { named, openEnvelope, resultOf } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import { recordFromXml } from '../../nodes/ISpringLearn/wire/xmlRecords';
import { figureOf, type Figure } from './figures';

/*
 * What it takes to read a long list in XML, from the text of an answer to the records of users, beside fast-xml-parser alone, which only
 * makes a tree of what may be wrong. In processor time of one process, in turn.
 * tsx test/bench/xml.ts --megabytes 8 --rounds 7
 */

type List = Readonly<{ title: string; document: (size: number) => string; read: (document: string) => unknown }>;

const PARTS = ['given', 'family', 'town', 'title', 'phone', 'street', 'office', 'about'];
const valueOf = (part: string, i: number): string => (part === 'family' ? `Silva &amp; Łódź ${i}` : `${part} ${i}`);
const idOf = (i: number): string => `5e0c6a2e-0000-4a53-9b4f-${String(i).padStart(12, '0')}`;

/** As many users as fill the size, in what stands around a list. */
function filled(size: number, [before, after]: readonly [string, string], user: (i: number) => string): string {
	const length = user(1_000).length;
	return before + Array.from({ length: Math.ceil(size / length) }, (_, i) => user(i)).join('') + after;
}

const LISTS: readonly List[] = [
	{
		title: 'iSpring Learn, SOAP',
		document: (size) => {
			const [open, close] = ['<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>', '</e:Body></e:Envelope>'];
			return filled(size, [`<?xml version="1.0"?>${open}<GetUsersResult>`, `</GetUsersResult>${close}`], (i) => {
				const fields = PARTS.map((part) => `<field><name>${part}</name><value>${valueOf(part, i)}</value></field>`);
				return `<userProfile><userId>${idOf(i)}</userId><role>learner</role><status>1</status><fields>${fields.join('')}</fields><groups><id>${idOf(7)}</id></groups></userProfile>`;
			});
		},
		read: (body) => {
			const answer = openEnvelope({ status: 200, statusText: 'OK', headers: {}, body }, ['GetUsersResult']);
			return named(resultOf(answer), 'userProfile').map(recordFromXml);
		},
	},
	{
		title: 'HighQ Publisher, XML',
		document: (size) =>
			filled(size, ['<users><totalcount>1</totalcount>', '</users>'], (i) => {
				const fields = PARTS.map((part) => `<${part}>${valueOf(part, i)}</${part}>`);
				return `<user><id>${i}</id>${fields.join('')}<link rel="self" href="https://acme.highq.com/acme/api/2/users/${i}"/></user>`;
			}),
		read: readHighQ,
	},
	{
		title: 'Appenate, XML',
		document: (size) =>
			filled(size, ['<UserSearchResponse><Users>', '</Users></UserSearchResponse>'], (i) => {
				const fields = PARTS.map((part) => `<${part}>${valueOf(part, i)}</${part}>`);
				return `<User><Id>${idOf(i)}</Id>${fields.join('')}<Groups><string>${idOf(7)}</string></Groups></User>`;
			}),
		read: readAppenate,
	},
];

/** As little as the parser can do for a tree in which no text is another than it was: no number, no reference decoded. */
const ALONE = {
	preserveOrder: true,
	ignoreAttributes: false,
	parseTagValue: false,
	trimValues: false,
	processEntities: false,
	removeNSPrefix: true,
	jPath: false,
} as const;

/** `alone` and `usual`: our processor time held against the parser's, with {@link ALONE} and with its own defaults. */
export type XmlCost = Readonly<{ title: string; megabytes: number; cpuMilliseconds: Figure; alone: Figure; usual: Figure }>;

/** The processor time of each list's reading, several rounds in turn; the first round warms up. */
export function xmlCosts(megabytes: number, rounds: number): readonly XmlCost[] {
	return LISTS.map(({ title, document, read }) => {
		const text = document(megabytes * 1e6);
		const all = Array.from({ length: rounds + 1 }, () => ({
			ours: cpuOf(() => read(text)),
			alone: cpuOf(() => new XMLParser(ALONE).parse(text) as unknown),
			usual: cpuOf(() => new XMLParser().parse(text) as unknown),
		})).slice(1);
		return {
			title,
			megabytes,
			cpuMilliseconds: figureOf(all.map(({ ours }) => ours)),
			alone: figureOf(all.map(({ ours, alone }) => ours / alone)),
			usual: figureOf(all.map(({ ours, usual }) => ours / usual)),
		};
	});
}

function cpuOf(run: () => unknown): number {
	const before = process.cpuUsage();
	if (run() === undefined) throw new Error('Nothing was read');
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** A line of figures, ratios first. */
export function toldOfXml({ title, megabytes, cpuMilliseconds, alone, usual }: XmlCost): string {
	const shown = ({ median, least, most }: Figure, digits: number): string =>
		`${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
	return `${title}, ${megabytes} MB: ${shown(alone, 2)} × fast-xml-parser alone, ${shown(usual, 2)} × with its defaults; ${shown(cpuMilliseconds, 0)} ms of processor time`;
}

function flag(name: string, usual: number): number {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? usual : Number(process.argv[at + 1]);
}

if (require.main === module) for (const cost of xmlCosts(flag('megabytes', 8), flag('rounds', 7))) console.log(toldOfXml(cost));
