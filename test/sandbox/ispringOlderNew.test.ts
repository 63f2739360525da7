import { freshSandbox } from '../freshSandbox';
import { FULL_GROUP, GROUPS, ROLE_IDS, UNITS } from './ispring/people';
import { type RawAnswer, rawRequest } from './rawRequest';

const NEW = 'new.one@example.test';

describe('the iSpring Learn sandbox, what the older channels make', () => {
	const sandbox = freshSandbox();

	const made = () => sandbox.person('ispring', NEW);

	describe('header REST', () => {
		const send = async (method: string, path: string, headers: Record<string, string> = {}) => {
			const { accountUrl, email, password } = sandbox.secrets.ispring;
			const account = { 'X-Auth-Account-Url': accountUrl, 'X-Auth-Email': email, 'X-Auth-Password': password };
			return rawRequest(sandbox.urls.ispringLegacy + path, { method, headers: { ...account, ...headers } });
		};
		const said = ({ status, statusText, text }: RawAnswer) => [status, statusText, text];

		it('makes a user and answers with the bare ID', async () => {
			const answer = await send('POST', '/user', {
				'X-Email': NEW,
				'X-Password': 'geheim',
				'X-Organization-Id': '3',
				'X-Role': 'publisher',
				'X-Groups': '5,9',
				'X-Send-Login-Email': '0',
			});

			expect(said(answer)).toEqual([201, 'Created', String(made().legacyId)]);
			expect(answer.headers['x-exceeded-groups']).toBe('9');
			expect(made()).toMatchObject({
				fields: { login: NEW },
				password: 'geheim',
				departmentId: UNITS[2]?.uuid,
				role: 'publisher',
				groups: [GROUPS[1]?.uuid],
				invited: { email: false },
			});
		});

		it('invites by email unless it is told not to', async () => {
			await send('POST', '/user', { 'X-Email': NEW, 'X-Invitation-Message': 'Welcome' });

			expect(made().invited).toEqual({ email: true, sms: false, message: 'Welcome' });
		});

		it('refuses a user without an address, an odd flag, and whoever is there', async () => {
			expect(said(await send('POST', '/user', { 'X-Login': 'new.one' }))).toEqual([400, 'Bad Request', '']);
			expect(said(await send('POST', '/user', { 'X-Email': NEW, 'X-Send-Login-Email': 'false' }))).toEqual([400, 'Bad Request', '']);
			expect(said(await send('POST', '/user', { 'X-Email': NEW, 'X-Role': '20' }))).toEqual([400, 'Bad Request', '']);
			expect(said(await send('POST', '/user', { 'X-Email': 'Ana.Silva@example.test' }))).toEqual([
				409,
				'User with the same email is already registered.',
				'',
			]);
			expect(said(await send('POST', '/user', { 'X-Email': NEW, 'X-Login': 'ana.silva' }))).toEqual([
				409,
				'User with the same login is already registered.',
				'',
			]);
		});

		it('makes a group that users join one by one', async () => {
			const { text: id } = await send('POST', '/group', { 'X-Name': 'Pilots', 'X-Description': 'They fly', 'X-Organization-Id': '3' });

			expect(id).toBe('10');
			expect(said(await send('POST', `/group/${id}/member`, { 'X-User-Id': '4' }))).toEqual([
				403,
				"Can't add user into group from another organization",
				'',
			]);
			expect(said(await send('POST', '/group/5/member', { 'X-User-Id': '4' }))).toEqual([201, 'Created', '']);
			expect(said(await send('POST', '/group/5/member', { 'X-User-Id': '4' }))).toEqual([403, "User already group's member", '']);
			expect((await send('GET', '/group')).text).toContain(
				'<group><groupId>5</groupId><name>Safety first</name><description/><organizationId>1</organizationId><users><id>4</id></users></group>',
			);
			expect((await send('GET', '/group', { 'X-Organization-Id': '3' })).text).toContain(
				'<groups><group><groupId>10</groupId><name>Pilots</name><description>They fly</description><organizationId>3</organizationId><users/></group></groups>',
			);
		});

		it('answers about groups with the documented reasons', async () => {
			expect(said(await send('POST', '/group'))).toEqual([400, 'Bad Request', '']);
			expect(said(await send('POST', '/group', { 'X-Name': 'Newcomers' }))).toEqual([400, 'A group with a given name already exists', '']);
			expect(said(await send('POST', '/group/5/member'))).toEqual([400, 'Bad Request', '']);
			expect(said(await send('POST', '/group/5/member', { 'X-User-Id': '999' }))).toEqual([404, 'Unknown user', '']);
			expect(said(await send('POST', '/group/99/member', { 'X-User-Id': '4' }))).toEqual([404, 'Unknown group', '']);
		});
	});

	describe('SOAP', () => {
		const OLDER = 'http://new.webservice.namespace';
		const NEWER = 'http://ispringlearn.com/go/services/api/soap';
		const call = async (namespace: string, method: string, body: string) => {
			const { accountUrl, email, password } = sandbox.secrets.ispring;
			const credentials = `<credentials><accountUrl>${accountUrl}</accountUrl><email>${email}</email><password>${password}</password></credentials>`;
			const { text } = await rawRequest(sandbox.urls.ispringSoap, {
				method: 'POST',
				headers: { 'Content-Type': 'text/xml; charset=utf-8' },
				body:
					'<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" ' +
					`xmlns="${namespace}"><SOAP-ENV:Body><${method}Request>${credentials}${body}</${method}Request></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
			});
			return text;
		};
		const fault = (text: string) => /<faultstring>([^<]*)</.exec(text)?.[1];
		const SALES = UNITS[1]?.uuid ?? '';

		it('makes a user with the older elements, numbered roles and groups that are full', async () => {
			const groups = '<groups><id>5</id><id>9</id></groups>';
			const text = await call(
				OLDER,
				'AddUser',
				`<email>${NEW}</email><organizationId>3</organizationId><role>30</role><sendLoginEmail>false</sendLoginEmail>${groups}`,
			);

			expect(text).toContain(`<userId>${made().legacyId}</userId><exceededGroups><id>${FULL_GROUP.number}</id></exceededGroups>`);
			expect(made()).toMatchObject({
				departmentId: UNITS[2]?.uuid,
				role: 'department_administrator',
				groups: [GROUPS[1]?.uuid],
				invited: { email: false },
			});
		});

		it('makes a user with the newer elements', async () => {
			const role = `<role>custom</role><roleId>${ROLE_IDS.get('custom')}</roleId><manageableDepartmentIds><id>${SALES}</id></manageableDepartmentIds>`;
			const text = await call(NEWER, 'AddUser', `<login>new.one</login><email>${NEW}</email><departmentId>${SALES}</departmentId>${role}`);

			expect(text).toContain(`<userId>${made().userId}</userId>`);
			expect(made()).toMatchObject({ departmentId: SALES, role: 'custom', manageableDepartmentIds: [SALES], invited: { email: false } });
		});

		it.each([
			[OLDER, '<login>new.one</login>'],
			[OLDER, `<email>${NEW}</email><departmentId>${SALES}</departmentId>`],
			[OLDER, `<email>${NEW}</email><role>publisher</role>`],
			[OLDER, `<email>${NEW}</email><fields/>`],
			[NEWER, `<email>${NEW}</email><departmentId>${SALES}</departmentId>`],
			[NEWER, '<login>new.one</login>'],
			[NEWER, `<login>new.one</login><departmentId>${SALES}</departmentId><role>20</role>`],
			[NEWER, `<login>new.one</login><departmentId>${SALES}</departmentId><role>publisher</role>`],
			[NEWER, `<login>new.one</login><departmentId>${SALES}</departmentId><sendLoginEmail>true</sendLoginEmail>`],
			[NEWER, `<login>new.one</login><departmentId>${SALES}</departmentId><sendLoginEmail>1</sendLoginEmail>`],
		])('refuses what the page of %s does not have or demands: %s', async (namespace, body) => {
			expect(fault(await call(namespace, 'AddUser', body))).toBe('Wrong Parameters');
		});

		it('refuses whoever is there', async () => {
			expect(fault(await call(OLDER, 'AddUser', '<email>ana.silva@example.test</email>'))).toBe(
				'User with the same email is already registered.',
			);
		});

		it('lists the departments, and makes a group with its members', async () => {
			expect(await call(NEWER, 'GetDepartments', '')).toContain(
				`<department><departmentId>${SALES}</departmentId><name>Sales</name><code>D-Sales</code><parentDepartmentId>${UNITS[0]?.uuid}</parentDepartmentId>`,
			);
			expect(await call(OLDER, 'GetDepartments', '')).toContain('<departmentId>2</departmentId><name>Sales</name>');
			expect(await call(OLDER, 'AddGroup', '<name>Pilots</name><userIds><id>4</id></userIds>')).toContain('<groupId>10</groupId>');
			expect(sandbox.person('ispring', '4').groups).toHaveLength(1);
			expect(fault(await call(NEWER, 'AddGroup', '<userIds/>'))).toBe('Wrong Parameters');
			expect(fault(await call(NEWER, 'AddGroup', '<name>x</name><userIds><id>999</id></userIds>'))).toBe('Unknown user');
		});
	});
});
