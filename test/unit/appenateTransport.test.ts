import { failureOf, type Failure } from '../../nodes/shared/failure';
import { parseJson, type JsonObject } from '../../nodes/shared/json/json';
import { SERVICES, serviceAddress } from '../../nodes/Appenate/wire/credential';
import { isGone, openAnswer } from '../../nodes/Appenate/wire/failure';
import { WIRE_FORMATS } from '../../nodes/Appenate/wire/formats';
import { writeXml } from '../../nodes/Appenate/wire/xmlOrder';

const opened = (
	status: number,
	body: string,
	{ format = 'json', headers = {} }: { format?: 'json' | 'xml'; headers?: Record<string, string> } = {},
): JsonObject => openAnswer({ status, statusText: '', headers, body }, WIRE_FORMATS[format]);

function failureOfAnswer(...answer: Parameters<typeof opened>): Failure | undefined {
	try {
		opened(...answer);
		return undefined;
	} catch (error) {
		return failureOf(error);
	}
}

const REFUSAL =
	'{"ResponseStatus":{"ErrorCode":"ArgumentException","Message":"No","Errors":[{"ErrorCode":"NotEmpty","FieldName":"Email","Message":"is empty"}]}}';
const XML_REFUSAL =
	'<UserResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><ResponseStatus><ErrorCode>ArgumentException</ErrorCode><Message>No</Message><Errors><ResponseError><ErrorCode>NotEmpty</ErrorCode><FieldName>Email</FieldName><Message>is empty</Message></ResponseError></Errors></ResponseStatus><User i:nil="true"/></UserResponse>';

describe("Appenate's answers", () => {
	it.each<[number, string, Partial<Failure> & Record<string, unknown>]>([
		[400, REFUSAL, { kind: 'refused', status: 400, says: 'Appenate: No (Email: is empty) (HTTP 400)' }],
		[200, REFUSAL, { kind: 'refused', status: 200 }],
		[200, '{"ResponseStatus":{"ErrorCode":"Busy"}}', { kind: 'refused', says: 'Appenate: Busy' }],
		[400, '{}', { kind: 'refused', says: 'Appenate: refused without a reason (HTTP 400)' }],
		[500, REFUSAL, { kind: 'refused', status: 500 }],
		[401, REFUSAL, { kind: 'signIn', status: 401 }],
		[401, '', { kind: 'signIn', status: 401, says: 'Appenate rejected the credential (HTTP 401)' }],
		[403, REFUSAL, { kind: 'refused', status: 403, todo: 'The integration key is valid, but has no permission to do this.' }],
		[403, '', { kind: 'signIn', status: 403 }],
		[405, REFUSAL, { kind: 'refused', says: 'There is no Appenate API of version 2 at this address (HTTP 405)' }],
		[404, '<html></html>', { kind: 'refused', says: 'There is no Appenate API of version 2 at this address (HTTP 404)' }],
		[404, '{"message":"Not Found"}', { kind: 'refused', says: 'There is no Appenate API of version 2 at this address (HTTP 404)' }],
		[404, REFUSAL, { kind: 'refused', says: 'Appenate: No (Email: is empty) (HTTP 404)' }],
		[200, '<html></html>', { kind: 'unreadable', status: 200 }],
		[200, '', { kind: 'unreadable' }],
		[200, '[]', { kind: 'unreadable' }],
		[502, 'Bad Gateway', { kind: 'unreadable', status: 502 }],
		[503, '', { kind: 'refused', status: 503, says: 'Appenate is busy (HTTP 503)' }],
	])('HTTP %i with %s', (status, body, failure) => {
		expect(failureOfAnswer(status, body)).toMatchObject(failure);
	});

	it('are opened when nothing speaks against it', () => {
		expect(opened(204, '')).toEqual({});
		expect(opened(200, '{"User":{"Id":"1"},"ResponseStatus":{}}')).toEqual({ User: { Id: '1' }, ResponseStatus: {} });
	});

	it('say how long to wait', () => {
		expect(failureOfAnswer(429, '', { headers: { 'retry-after': '7' } })).toMatchObject({ kind: 'throttled', retryAfterMs: 7000 });
		expect(failureOfAnswer(429, '', { headers: { 'retry-after': 'later' } })).not.toHaveProperty('retryAfterMs');
	});

	it.each([
		[400, XML_REFUSAL, 'Appenate: No (Email: is empty) (HTTP 400)'],
		[200, XML_REFUSAL, 'Appenate: No (Email: is empty)'],
	])('speak in XML as they do in JSON: HTTP %i', (status, body, says) => {
		expect(failureOfAnswer(status, body, { format: 'xml' })).toMatchObject({ kind: 'refused', says });
	});

	it.each(['<html><Response/></html>', '<UserResponse>', '<!DOCTYPE UserResponse><UserResponse/>', '{"User":{}}', ''])(
		'are no XML answers: %s',
		(body) => {
			expect(failureOfAnswer(200, body, { format: 'xml' })).toMatchObject({ kind: 'unreadable' });
		},
	);
});

describe('an XML answer', () => {
	it('becomes what the JSON answer would have been', () => {
		const xml = `<?xml version="1.0" encoding="utf-8"?>
			<UserResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
				<User>
					<CompanyId>70001</CompanyId><Country i:nil="true"/><ExternalId>0012</ExternalId><FirstName> Łódź &amp; ü </FirstName><Folders/>
					<Groups><Id>f3e6</Id><Id>0012</Id></Groups><Id>2ebc</Id><LoginId></LoginId>
					<Metadata><KeyValue><Key>NameEUI</Key></KeyValue><KeyValue><Key>n</Key><Val>1E5</Val></KeyValue></Metadata>
					<TimeZoneOffSet>-120</TimeZoneOffSet>
					<UserAudits><UserAudit><Id>1600001</Id><Type>Full</Type></UserAudit></UserAudits>
					<UserDevices><UserDevice><Id>0077</Id></UserDevice></UserDevices>
				</User>
			</UserResponse>`;
		const json = `{"User": {
			"CompanyId": 70001, "ExternalId": "0012", "FirstName": " Łódź & ü ", "Folders": [],
			"Groups": ["f3e6", "0012"], "Id": "2ebc", "LoginId": "",
			"Metadata": [{"Key": "NameEUI"}, {"Key": "n", "Val": "1E5"}],
			"TimeZoneOffSet": -120,
			"UserAudits": [{"Id": 1600001, "Type": "Full"}],
			"UserDevices": [{"Id": "0077"}]
		}}`;

		expect(WIRE_FORMATS.xml.read(xml)).toEqual(parseJson(json));
	});

	it.each(['UserResponse', 'UserSearchResponse', 'GetUsersResponse'])('may have the root %s', (root) => {
		expect(WIRE_FORMATS.xml.read(`<${root}><Users><User><Id>1</Id></User></Users><TotalRows>1</TotalRows></${root}>`)).toEqual(
			parseJson('{"Users": [{"Id": "1"}], "TotalRows": 1}'),
		);
	});
});

describe('a deletion that was sent twice, because its answer was lost', () => {
	const said = (code: string, message: string, field = '') =>
		JSON.stringify({
			ResponseStatus: {
				ErrorCode: code,
				Message: message,
				...(field === '' ? {} : { Errors: [{ ErrorCode: code, FieldName: field, Message: message }] }),
			},
		});
	const gone = (status: number, body: string, again = true) =>
		isGone({ status, statusText: '', headers: {}, body, ...(again ? { wasRepeated: true } : {}) }, WIRE_FORMATS.json);
	const LEFT: ReadonlyArray<readonly [number, string]> = [
		[500, said('NotFound', 'The user was not found.', 'Id')],
		[500, said('ArgumentException', 'User not found')],
		[400, said('ArgumentException', 'User does not exist', 'Id')],
		[500, said('Exception', 'No such user')],
		[500, said('UserNotFoundException', '')],
		[404, said('Error', 'x')],
		[500, said('Exception', 'The folder has been deleted')],
	];

	it.each(LEFT)('is done where nothing is left: HTTP %i %s', (status, body) => {
		expect(gone(status, body)).toBe(true);
	});

	it.each(LEFT)('was not sent before, so the refusal stands: HTTP %i %s', (status, body) => {
		expect(gone(status, body, false)).toBe(false);
	});

	it.each<[number, string]>([
		[500, said('SqlException', 'Deadlock')],
		[500, said('ArgumentException', 'The company was not found', 'CompanyId')],
		[403, said('UnauthorizedAccessException', 'User not found or not allowed')],
		[401, said('NotFound', 'not found')],
		[404, ''],
		[500, '<html>not found</html>'],
		[200, '{}'],
	])('is not done where something else is said: HTTP %i %s', (status, body) => {
		expect(gone(status, body)).toBe(false);
	});
});

describe('members of an answer', () => {
	const spelled = {
		userid: 7,
		LoginID: 'ana',
		EMAIL: 'a@example.test',
		timezoneoffset: 60,
		metadata: [{ key: 'k', val: 'v' }],
		Nickname: 'A',
	};
	const known = {
		UserId: 7,
		LoginId: 'ana',
		Email: 'a@example.test',
		TimeZoneOffSet: 60,
		Metadata: [{ Key: 'k', Val: 'v' }],
		Nickname: 'A',
	};

	it('are read whatever their capitals; others keep theirs', () => {
		const json = JSON.stringify({ user: spelled, totalrows: 1, responsestatus: { errorcode: '' } });

		expect(WIRE_FORMATS.json.read(json)).toEqual(
			parseJson(JSON.stringify({ User: known, TotalRows: 1, ResponseStatus: { ErrorCode: '' } })),
		);
	});

	it('are read so in XML too', () => {
		const xml = `<UserResponse><user><userid>7</userid><LoginID>ana</LoginID><EMAIL>a@example.test</EMAIL><timezoneoffset>60</timezoneoffset>
			<metadata><KeyValue><key>k</key><val>v</val></KeyValue></metadata><Nickname>A</Nickname></user></UserResponse>`;

		expect(WIRE_FORMATS.xml.read(xml)).toEqual(parseJson(JSON.stringify({ User: known })));
	});

	it('stay apart where an answer has one name twice in different capitals', () => {
		expect(WIRE_FORMATS.json.read('{"LoginId":"one","LoginID":"other"}')).toEqual({ LoginId: 'one', LoginID: 'other' });
	});

	it('make a refusal in whatever capitals it comes', () => {
		expect(failureOfAnswer(400, REFUSAL.toLowerCase())).toMatchObject({ says: 'Appenate: no (email: is empty) (HTTP 400)' });
	});

	it('that no page names come out of XML as often as they stand there', () => {
		const xml =
			'<UserResponse><User><Id>1</Id><Tag>a</Tag><Tag>b</Tag><Sites><Site>x</Site><Site>y</Site><Site>z</Site></Sites></User></UserResponse>';

		expect(WIRE_FORMATS.xml.read(xml)).toEqual({ User: { Id: '1', Tag: ['a', 'b'], Sites: { Site: ['x', 'y', 'z'] } } });
	});

	it.each(['<User><Email>a</Email><Email>b</Email></User>', '<User/><User/>', '<User><LoginId>a</LoginId><LoginID>b</LoginID></User>'])(
		'that stand once in every answer are no answer when they come twice in XML, as in JSON: %s',
		(twice) => {
			expect(WIRE_FORMATS.xml.read(`<UserResponse>${twice}</UserResponse>`)).toBeUndefined();
		},
	);
});

describe("the address of Appenate's service", () => {
	it.each(SERVICES.filter(({ value }) => value !== 'custom'))('is https for $name', ({ value }) => {
		expect(serviceAddress({ service: value })).toBe(value);
	});

	it.each([
		['https://forms.example.com/', 'https://forms.example.com'],
		['https://forms.example.com:443/api/v2/user', 'https://forms.example.com'],
		['https://forms.example.com/api/v1', 'https://forms.example.com'],
		['https://forms.example.com/apiexplorer/', 'https://forms.example.com'],
		['https://example.com/appenate/api', 'https://example.com/appenate'],
	])('forgives what is pasted along: %s', (baseUrl, address) => {
		expect(serviceAddress({ service: 'custom', baseUrl })).toBe(address);
	});

	it('holds no query, because a key could be in it', () => {
		expect(() => serviceAddress({ service: 'custom', baseUrl: 'https://forms.example.com/api/v2/user?IntegrationKey=x' })).toThrow(
			'Base URL has more than a URL in it',
		);
	});

	it('is the base URL where no service is chosen', () => {
		expect(serviceAddress({ baseUrl: 'https://forms.example.com' })).toBe('https://forms.example.com');
	});
});

describe('a request in XML with a character that XML can not hold', () => {
	it.each([
		['a field', { LastName: 'a\u0001' }, 'LastName'],
		[
			'an entry of the metadata',
			{
				Metadata: [
					{ Key: 'Shoe size', Val: '41' },
					{ Key: 'Cap', Val: 'a\u0001' },
				],
			},
			'Cap',
		],
	])('is refused under the name of %s', (_what, members, name) => {
		expect(() => writeXml(members)).toThrow(`The value of "${name}" has a control character that is not allowed in XML (position 2)`);
	});
});
