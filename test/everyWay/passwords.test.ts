import { freshSandbox } from '../freshSandbox';
import { runNode } from '../workflow/engine';
import { WAYS, updateParameters } from '../workflow/ways';

const NEW_PASSWORD = 'geheim & <42>';
const FIELD: Readonly<Record<string, string>> = {
	appenate: 'Password',
	'ispring-rest': 'password',
	'ispring-header': 'password',
	'ispring-soap': 'password',
};

describe.each(WAYS.filter(({ channel }) => channel in FIELD))('a new password by $title', (way) => {
	const sandbox = freshSandbox();
	const set = async () =>
		await runNode({
			node: way.node(),
			credential: { type: way.credential(), data: way.data(sandbox) },
			parameters: {
				...updateParameters(way),
				fields: {
					mappingMode: 'defineBelow',
					value: { [FIELD[way.channel] ?? '']: '={{ $json.secret }}' },
					matchingColumns: [],
					schema: [],
				},
			},
			items: [{ email: 'ana.silva@example.test', secret: NEW_PASSWORD }],
		});

	it('is set, and does not come out', async () => {
		sandbox.reset();
		const { outputs } = await set();

		expect(outputs[0]?.[0]?.json).toMatchObject({ action: 'updated', changes: [{ to: '[hidden]' }] });
		expect(JSON.stringify(outputs)).not.toContain('geheim');
	});

	it.each([
		['as it is', NEW_PASSWORD],
		['as XML shows it', 'geheim &amp; &lt;42&gt;'],
	])('does not come out when the vendor repeats it in a refusal, %s', async (_how, repeated) => {
		sandbox.reset();
		const words = `Invalid value ${repeated}. It must be longer.`;
		const json = JSON.stringify({ code: 400, message: words, ResponseStatus: { ErrorCode: 'Invalid', Message: words } });
		const fault = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>client</faultcode><faultstring><![CDATA[${words}]]></faultstring></e:Fault></e:Body></e:Envelope>`;
		const xml = `<UserResponse><ResponseStatus><ErrorCode>Invalid</ErrorCode><Message><![CDATA[${words}]]></Message></ResponseStatus></UserResponse>`;
		const isXml = way.title === 'Appenate (XML)';
		const isSoap = way.channel === 'ispring-soap';
		sandbox.fail({
			channel: way.channel,
			...(isSoap
				? { skip: 3 }
				: { method: way.channel === 'appenate' ? 'PUT' : 'POST', pathIncludes: way.channel === 'appenate' ? '/user' : '/user/' }),
			kind: 'status',
			status: 400,
			statusText: way.channel === 'ispring-header' ? words : 'Bad Request',
			body: isSoap ? fault : isXml ? xml : json,
			contentType: isSoap || isXml ? 'text/xml' : 'application/json',
		});
		const { error, raw } = await set();

		expect(error?.message).toContain('[hidden]');
		expect(JSON.stringify(raw)).not.toContain('geheim');
	});
});
