import { once } from '../once';
import type { FieldValue } from '../provisioning/types';

/*
 * Countries by their ISO 3166-1 alpha-2 code, which SCIM uses (RFC 7643 §4.1.2), and by name, which vendors show.
 * The names are the platform's own (Intl), so they follow the Node.js that n8n runs on.
 */

/** Languages in which a vendor's list or an administrator may have written a name. */
const LANGUAGES = ['de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'sv', 'da', 'nb', 'fi', 'cs', 'tr', 'uk', 'zh', 'ja'];

/** Regions that are no countries: reserved codes, groups of countries, and those for tests. */
const NO_COUNTRY: ReadonlySet<string> = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA', 'EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** English names beside those of Intl: the official ones of ISO 3166-1, and those in common use. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
	AE: ['UAE'],
	BN: ['Brunei Darussalam'],
	BO: ['Bolivia, Plurinational State of'],
	BQ: ['Bonaire, Sint Eustatius and Saba'],
	CC: ['Cocos Islands', 'Keeling Islands'],
	CD: ['Congo, Democratic Republic of the', 'DR Congo', 'DRC'],
	CG: ['Congo', 'Congo, Republic of the'],
	CI: ['Ivory Coast'],
	CN: ["People's Republic of China"],
	CV: ['Cabo Verde'],
	CZ: ['Czech Republic'],
	FK: ['Falkland Islands (Malvinas)'],
	FM: ['Micronesia, Federated States of'],
	GB: ['UK', 'U.K.', 'Great Britain', 'Britain', 'United Kingdom of Great Britain and Northern Ireland'],
	HK: ['Hong Kong', 'Hong Kong SAR'],
	HM: ['Heard Island and McDonald Islands'],
	IE: ['Republic of Ireland', 'Eire'],
	IR: ['Iran, Islamic Republic of'],
	KP: ["Korea, Democratic People's Republic of"],
	KR: ['Korea, Republic of', 'Korea'],
	LA: ["Lao People's Democratic Republic"],
	MD: ['Moldova, Republic of'],
	MF: ['Saint Martin (French part)'],
	MK: ['Macedonia', 'Republic of North Macedonia'],
	MM: ['Myanmar', 'Burma'],
	MO: ['Macao', 'Macau'],
	NL: ['Holland', 'Netherlands, Kingdom of the'],
	PN: ['Pitcairn'],
	PS: ['Palestine', 'Palestine, State of'],
	RU: ['Russian Federation'],
	SH: ['Saint Helena, Ascension and Tristan da Cunha'],
	SX: ['Sint Maarten (Dutch part)'],
	SY: ['Syrian Arab Republic'],
	SZ: ['Swaziland'],
	TL: ['East Timor'],
	TR: ['Turkey', 'Turkiye'],
	TW: ['Taiwan, Province of China'],
	TZ: ['Tanzania, United Republic of'],
	UM: ['United States Minor Outlying Islands'],
	US: ['USA', 'U.S.', 'U.S.A.', 'United States of America'],
	VA: ['Holy See', 'Vatican'],
	VE: ['Venezuela, Bolivarian Republic of'],
	VG: ['Virgin Islands, British'],
	VI: ['Virgin Islands, U.S.'],
	VN: ['Viet Nam'],
};

/** What is looked up never changes, so it is made once, and other languages only where a name is not English. */
const english = once(() =>
	namesIn(
		'en',
		lettersTwice().filter((code) => !NO_COUNTRY.has(code) && !isOutdated(code)),
	),
);
const codesInEnglish = once(() =>
	codesOf([...english(), ...Object.entries(OTHER_NAMES).flatMap(([code, names]) => names.map((name): Named => [code, name]))]),
);
const codesElsewhere = once(() => codesOf(LANGUAGES.flatMap((language) => [...namesIn(language, [...english().keys()])])));

/** The alpha-2 code of a country, of its code in any case or one of its names; undefined where it is not known. */
export function countryCode(country: string): string | undefined {
	const code = country.trim().toUpperCase();
	const key = spelling(country);
	if (english().has(code) || key === '') return english().has(code) ? code : undefined;
	return codesInEnglish().get(key) ?? codesElsewhere().get(key);
}

/** The English name of a country for its code in any case; anything else comes back as it is. */
export function withCountryName(value: FieldValue): FieldValue {
	return typeof value === 'string' ? (english().get(value.trim().toUpperCase()) ?? value) : value;
}

/** The alpha-2 code where the country is known, by code or name; anything else comes back as it is. */
export function withCountryCode(value: FieldValue): FieldValue {
	return typeof value === 'string' ? (countryCode(value) ?? value) : value;
}

type Named = readonly [code: string, name: string];

/** What a first language calls one country, no later one makes another. */
function codesOf(names: readonly Named[]): ReadonlyMap<string, string> {
	return new Map(names.map(([code, name]) => [spelling(name), code] as const).reverse());
}

/** By code. */
function namesIn(language: string, codes: readonly string[]): ReadonlyMap<string, string> {
	const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
	return new Map(
		codes.flatMap((code): Named[] => {
			const name = names.of(code);
			return name === undefined ? [] : [[code, name]];
		}),
	);
}

function lettersTwice(): readonly string[] {
	const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
	return letters.flatMap((first) => letters.map((second) => first + second));
}

/** Codes of countries that are no more, which Intl reads as those of today. */
function isOutdated(code: string): boolean {
	return Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`;
}

/** The same for every spelling of a name: capitals, accents, punctuation and the order of words make no difference. */
function spelling(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/['\u2019.]/g, '')
		.replace(/&/g, ' and ')
		.replace(/\bsaint\b/g, 'st');
	const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !['the', 'of', 'and'].includes(word));
	return words.sort().join(' ');
}
