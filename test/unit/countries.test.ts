import { AXERO_SCIM } from '../../nodes/Axero/user/scim';
import { sameLabel } from '../../nodes/Axero/user/profile';
import { HIGHQ_SCIM } from '../../nodes/HighQPublisher/user/scim';
import { sameField } from '../../nodes/HighQPublisher/user/profile';
import { iSpringScim } from '../../nodes/ISpringLearn/user/scim';
import { countryCode, withCountryCode, withCountryName } from '../../nodes/shared/fields/countries';
import { readScim } from '../../nodes/shared/scim/read';
import type { ScimTable } from '../../nodes/shared/scim/table';
import { writeScim } from '../../nodes/shared/scim/write';

/** ISO 3166-1, all 249. */
const ISO = (
	'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ ' +
	'DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
	'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM ' +
	'PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
	'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

describe('a country', () => {
	it('is known by its code in any case, and by the name that goes with it', () => {
		expect(ISO).toHaveLength(249);
		expect(ISO.filter((code) => countryCode(code) !== code || countryCode(` ${code.toLowerCase()} `) !== code)).toEqual([]);
		expect(ISO.filter((code) => withCountryName(code) === code || countryCode(String(withCountryName(code))) !== code)).toEqual([]);
	});

	it.each([
		[
			'GB',
			['UK', 'uk', 'Great Britain', 'united kingdom', 'United Kingdom of Great Britain and Northern Ireland', 'Vereinigtes Königreich'],
		],
		['US', ['USA', 'U.S.A.', 'United States', 'The United States of America', 'Estados Unidos']],
		['DE', ['Germany', 'GERMANY', ' germany ', 'Deutschland', 'Allemagne', 'Niemcy', 'Германия', '德国']],
		['CZ', ['Czechia', 'Czech Republic', 'Tschechien']],
		['KR', ['South Korea', 'Korea, Republic of', 'Republic of Korea', 'Korea']],
		['KP', ['North Korea', "Korea, Democratic People's Republic of"]],
		['CI', ["Côte d'Ivoire", 'Côte d’Ivoire', 'COTE D’IVOIRE', 'Ivory Coast']],
		['BA', ['Bosnia & Herzegovina', 'Bosnia and Herzegovina', 'Bosnia-Herzegovina']],
		['TR', ['Turkey', 'Türkiye', 'Turkiye']],
		['VN', ['Viet Nam', 'Vietnam']],
		['RU', ['Russia', 'Russian Federation', 'Россия']],
		['HK', ['Hong Kong', 'Hong Kong SAR China']],
		['LC', ['St. Lucia', 'Saint Lucia']],
		['MK', ['North Macedonia', 'Macedonia']],
		['CG', ['Congo', 'Republic of the Congo']],
		['CD', ['Congo (the Democratic Republic of the)', 'DR Congo']],
		['NL', ['The Netherlands', 'Netherlands', 'Niederlande']],
		['DM', ['Dominica']],
		['DO', ['Dominican Republic']],
		['NE', ['Niger']],
		['NG', ['Nigeria']],
		['XK', ['Kosovo']],
	])('is %s by each of its names: %j', (code, names) => {
		expect(names.filter((name) => countryCode(name) !== code)).toEqual([]);
	});

	it.each(['', ' ', 'XX', 'ZZ', 'EU', 'DD', 'SU', 'Atlantis', 'England', 'Republic of China', '49', 'Łódź', 'constructor', '__proto__'])(
		'is none that is not known, and stays as it is: %j',
		(text) => {
			expect(countryCode(text)).toBeUndefined();
			expect([withCountryCode(text), withCountryName(text)]).toEqual([text, text]);
		},
	);
});

describe('the country of a SCIM user', () => {
	const account = [
		{
			id: '1',
			unique: false,
			position: 1,
			name: 'COUNTRY',
			label: 'Country',
			type: 'country',
			required: false,
			values: [{ name: 'Germany', value: '6' }],
		},
	];
	const out = (table: ScimTable, field: string, value: string) =>
		writeScim({ id: '7', fields: new Map([[field, value]]) }, table).addresses;
	const code = [{ type: 'work', country: 'DE' }];

	it.each(['Germany', 'GERMANY', 'Deutschland', 'DE', 'de'])('comes out as the code, whatever the vendor has: %s', (stored) => {
		expect(out(HIGHQ_SCIM, 'country', stored)).toEqual(code);
		expect(out(AXERO_SCIM, 'Country', stored)).toEqual(code);
	});

	it('comes out as the code for a number of iSpring, and not at all for one without a name', () => {
		expect(out(iSpringScim(account), 'country_id', '6')).toEqual(code);
		expect(out(iSpringScim(account), 'country_id', '7')).toBeUndefined();
		expect(out(iSpringScim(), 'country_id', '6')).toBeUndefined();
	});

	it('comes out as it is where it is no known one', () => {
		expect(out(HIGHQ_SCIM, 'country', 'Atlantis')).toEqual([{ type: 'work', country: 'Atlantis' }]);
	});

	it.each([
		['DE', 'Germany'],
		['de', 'Germany'],
		['Germany', 'Germany'],
		['Deutschland', 'Deutschland'],
		['XX', 'XX'],
	])('goes to HighQ and Axero by name: %s', (country, expected) => {
		const user = { schemas: [], addresses: [{ type: 'work', country }] };

		expect(readScim(user, HIGHQ_SCIM).values.get('country')).toBe(expected);
		expect(readScim(user, AXERO_SCIM).values.get('Country')).toBe(expected);
	});

	it('is no change where another name of it is stored', () => {
		expect(sameField('country', 'UK', 'United Kingdom')).toBe(true);
		expect(sameLabel('Country', 'Deutschland', 'Germany')).toBe(true);
		expect([sameField('country', 'Ireland', 'Iceland'), sameLabel('Country', 'Ireland', null)]).toEqual([false, false]);
		expect([sameField('city', 'UK', 'United Kingdom'), sameLabel('City', 'UK', 'United Kingdom')]).toEqual([false, false]);
	});
});
