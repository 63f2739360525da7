import { freshSandbox } from '../freshSandbox';
import { ownField } from './ispring/fields';
import { type RawAnswer, rawRequest } from './rawRequest';

const ANA = 'ana.silva@example.test';
const MANDATORY = `<login>ana.silva</login><email>${ANA}</email><first_name>Ana</first_name>`;

describe('the iSpring Learn sandbox, older channels', () => {
	const sandbox = freshSandbox();

	const ana = () => sandbox.person('ispring', ANA);
	const account = () => {
		const { accountUrl, email, password } = sandbox.secrets.ispring;
		return { 'X-Auth-Account-Url': accountUrl, 'X-Auth-Email': email, 'X-Auth-Password': password };
	};
	const token = async (): Promise<string> => {
		const { clientId, clientSecret } = sandbox.secrets.ispring;
		const form = {
			client_id: clientId,
			client_secret: clientSecret,
			grant_type: 'client_credentials',
		};
		const answer = await rawRequest(`${sandbox.urls.ispring}/api/v3/token`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
			body: new URLSearchParams(form).toString(),
		});
		return JSON.parse(answer.text).access_token;
	};

	describe('header REST', () => {
		const post = async (xml: string, more: Record<string, string> = {}, id = '4') =>
			rawRequest(`${sandbox.urls.ispringLegacy}/user/${id}`, {
				method: 'POST',
				headers: { ...account(), 'X-Fields-Xml': xml, ...more },
			});
		const fields = (more = '') => `<fields>${MANDATORY}<last_name>Silva</last_name>${more}</fields>`;
		const reason = ({ status, statusText, text }: RawAnswer) => [status, statusText, text];

		it('decodes character references and answers with nothing', async () => {
			const answer = await post(fields('<phone>0012</phone><UB9mT>&#321;&#xF3;d&#378; ]]&gt;</UB9mT>'));

			expect(reason(answer)).toEqual([200, 'OK', '']);
			expect(ana().fields).toMatchObject({ phone: '0012', UB9mT: 'Łódź ]]>' });
		});

		it('demands mandatory lists of an update, and countries of none', async () => {
			const { ispringOrganisation } = sandbox;
			const required = { isRequired: true };
			ispringOrganisation.fields = [
				...ispringOrganisation.fields,
				ownField('shirt', { ...required, type: 'list' }),
				ownField('home', { ...required, type: 'country' }),
			];

			expect((await post(fields())).status).toBe(400);
			expect((await post(fields('<shirt>L</shirt>'))).status).toBe(200);
		});

		it('answers like its oldest pages when it is told so', async () => {
			const create = async (email: string) =>
				reason(await rawRequest(`${sandbox.urls.ispringLegacy}/user`, { method: 'POST', headers: { ...account(), 'X-Email': email } }));
			expect(await create(ANA)).toEqual([409, 'User with the same email is already registered.', '']);

			sandbox.ispringOrganisation.isOldest = true;
			sandbox.ispringOrganisation.seats = 1;
			expect(await create(ANA)).toEqual([403, 'Duplicated email', '']);
			expect(await create('new.one@example.test')).toEqual([403, 'Number of user accounts is exceeded', '']);
		});

		it('refuses raw characters beyond ASCII', async () => {
			expect(reason(await post(fields('<phone>é</phone>')))).toEqual([400, 'Bad Request', '']);
		});

		it('puts the reason of a refusal into the status line', async () => {
			const taken = fields().replace('<login>ana.silva', '<login>sean.obrien');

			expect(reason(await post(fields(), {}, '999'))).toEqual([404, 'Unknown user', '']);
			expect(reason(await post(`<fields>${MANDATORY}</fields>`))).toEqual([400, 'Bad Request', '']);
			expect(reason(await post(fields('<Phone>1</Phone>')))).toEqual([400, 'Bad Request', '']);
			expect(reason(await post('<fields><login>'))).toEqual([400, 'Bad Request', '']);
			expect(reason(await post(taken))).toEqual([400, 'Invalid value sean.obrien. Field login must be unique.', '']);
			expect(reason(await post(fields(), { 'X-Role': 'learner' }))).toEqual([400, 'Bad Request', '']);
			expect(reason(await post(fields(), { 'X-Auth-Password': 'x' }))).toEqual([401, 'Authorization failed', '']);
		});

		it('names the groups that were full, and joins the others', async () => {
			const answer = await post(fields(), { 'X-Groups': '5,9', 'X-Organization-Id': '1' });

			expect(answer.headers['x-exceeded-groups']).toBe('9');
			expect(ana().groups).toHaveLength(1);
		});

		it('adds the groups of an update to the others, or takes them for all when it is told so', async () => {
			await post(fields(), { 'X-Groups': '4' });
			await post(fields(), { 'X-Groups': '5' });
			expect(ana().groups).toHaveLength(2);

			sandbox.ispringOrganisation.groupsReplace = true;
			await post(fields(), { 'X-Groups': '5' });
			expect(ana().groups).toHaveLength(1);
			await post(fields());
			expect(ana().groups).toHaveLength(1);
		});

		it('shows people as XML with whole numbers for ids', async () => {
			const answer = await rawRequest(`${sandbox.urls.ispringLegacy}/user/5`, {
				headers: account(),
			});

			expect(answer.text).toContain(`<userProfile><userId>5</userId>`);
			expect(answer.text).toContain(`<last_name>O'Brien</last_name>`);
		});
	});

	describe('SOAP', () => {
		const OLD = 'http://new.webservice.namespace';
		const NEW = 'http://ispringlearn.com/go/services/api/soap';
		const call = async (body: string, namespace = OLD, type = 'text/xml; charset=utf-8') =>
			rawRequest(sandbox.urls.ispringSoap, {
				method: 'POST',
				headers: { 'Content-Type': type },
				body:
					'<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" ' +
					`xmlns="${namespace}"><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`,
			});
		const credentials = () => {
			const { accountUrl, email, password } = sandbox.secrets.ispring;
			return `<credentials><accountUrl>${accountUrl}</accountUrl><email>${email}</email><password>${password}</password></credentials>`;
		};
		const pairs = (values: Record<string, string>) =>
			Object.entries(values).map(([name, value]) => `<field><name>${name}</name><value>${value}</value></field>`);
		const mandatory = { login: 'ana.silva', email: ANA, first_name: 'Ana', last_name: 'Silva' };
		const update = async (values: Record<string, string>, id = '4', more = '') =>
			call(
				`<UpdateUserProfileRequest>${credentials()}<userId>${id}</userId><fields>${pairs(values).join('')}</fields>${more}</UpdateUserProfileRequest>`,
			);
		const fault = ({ status, text }: RawAnswer) => [status, /<faultstring>([^<]*)</.exec(text)?.[1]];

		it('adds the groups of an update to the others, or takes them for all when it is told so', async () => {
			const join = async (...ids: string[]) =>
				await update(mandatory, '4', `<groups>${ids.map((id) => `<id>${id}</id>`).join('')}</groups>`);
			await join('4');
			await join('5');
			expect(ana().groups).toHaveLength(2);

			sandbox.ispringOrganisation.groupsReplace = true;
			await join('5');
			expect(ana().groups).toHaveLength(1);
			await update(mandatory);
			expect(ana().groups).toHaveLength(1);
		});

		it('updates by whole number and by UUID, and keeps the text exact', async () => {
			const answer = await update({
				...mandatory,
				phone: ' 0012 ',
				UB9mT: '<![CDATA[Łódź & ]]>]]&gt; ',
			});

			expect(answer.text).toContain('<success>true</success>');
			expect(ana().fields).toMatchObject({ phone: ' 0012 ', UB9mT: 'Łódź & ]]> ' });
			expect((await update(mandatory, ana().userId)).status).toBe(200);
		});

		it('wants all mandatory fields, changed or not', async () => {
			expect(fault(await update({ phone: '1' }))).toEqual([500, 'Wrong Parameters']);
		});

		it('answers with the documented faults', async () => {
			const taken = { ...mandatory, login: 'sean.obrien' };

			expect(fault(await update(mandatory, '999'))).toEqual([500, 'Unknown user']);
			expect(fault(await update(taken))).toEqual([500, 'Invalid value sean.obrien. Field login must be unique.']);
			expect(fault(await update({ ...mandatory, Phone: '1' }))).toEqual([500, 'Wrong Parameters']);
			expect(fault(await call('<GetUsersRequest/>'))).toEqual([500, 'Authorization failed']);
		});

		it('takes both documented namespaces, each with its kind of id, and no other', async () => {
			const ask = async (namespace: string) =>
				call(`<GetUserProfileRequest>${credentials()}<userId>4</userId></GetUserProfileRequest>`, namespace);

			expect((await ask(OLD)).text).toContain('<userId>4</userId>');
			expect((await ask(NEW)).text).toContain(`<userId>${ana().userId}</userId>`);
			expect(fault(await ask('urn:other'))).toEqual([500, 'Unknown namespace urn:other']);
		});

		it('takes a token in place of the account', async () => {
			const answer = await call(
				`<ListUsersRequest><credentials><token>${await token()}</token></credentials><pageSize>5</pageSize></ListUsersRequest>`,
			);

			expect(answer.text.match(/<userProfile>/g)).toHaveLength(5);
			expect(answer.text).toContain('<nextPageToken>5</nextPageToken>');
		});

		it('refuses broken XML, SOAP 1.2 and other content types', async () => {
			expect((await call('<GetUsersRequest>')).status).toBe(500);
			expect((await call('<GetUsersRequest/>', OLD, 'application/soap+xml')).status).toBe(415);
		});

		it('serves a WSDL', async () => {
			const { text } = await rawRequest(`${sandbox.urls.ispringSoap}?wsdl`);

			expect(text).toContain('<wsdl:operation name="updateUserProfile">');
		});
	});
});
