import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { axeroDirectory, comparingDirectory } from '../../nodes/Axero/user/axeroDirectory';
import { scimUsers, type ScimUsers } from '../../nodes/Axero/user/scimUsers';
import { switchingDirectory } from '../../nodes/Axero/user/switching';
import { axeroRequest } from '../../nodes/Axero/wire/request';
import { scimService } from '../../nodes/Axero/wire/scimService';
import { failureOf } from '../../nodes/shared/failure';
import { freshSandbox } from '../freshSandbox';
import { scimIdOf } from '../sandbox/axero/scim/resource';
import { USERS } from '../../nodes/Axero/users';
import { wholeDirectory } from '../../nodes/Axero/user/wholeDirectory';
import { directoryContract, onSandbox } from './directoryContract';
import { testSession } from './session';

const ANA = { email: 'ana.silva@example.test', username: 'ana.silva' };
const ANAS_ID = scimIdOf({ UserID: 12 });

describe("people of Axero's SCIM service", () => {
	const sandbox = freshSandbox();

	const session = () =>
		testSession(new AxeroApi(), {
			baseUrl: sandbox.urls.axero,
			authentication: 'bearer',
			apiKey: sandbox.secrets.axero.bearerToken,
			scimToken: sandbox.secrets.axero.scimToken,
		});
	const open = (): ScimUsers => {
		const service = scimService(session());
		if (!service) throw new Error('There is no SCIM token');
		return scimUsers(service);
	};
	const idOf = async (users: ScimUsers, names = ANA) => (await users.find('12', names))?.scimId;
	const failureOfFind = async (users = open(), names = ANA) => await users.find('12', names).then(() => undefined, failureOf);
	const asked = () => sandbox.requests.map(({ method, path }) => `${method} ${decodeURIComponent(path).replace('/axero/api/scim/v2', '')}`);
	const switchAna = async (active = false) => {
		const users = open();
		const person = await users.find('12', ANA);
		if (!person) throw new Error('Ana is not there');
		sandbox.clearLog();
		return await users.setActive('12', person, active);
	};
	const answerOnce = (body: unknown, pathIncludes = 'filter=') =>
		sandbox.fail({ channel: 'axero', pathIncludes, times: 1, kind: 'malformed', body: JSON.stringify(body) });

	describe('are found', () => {
		it('by their user name, which is the email address, with one request', async () => {
			expect(await idOf(open())).toBe(ANAS_ID);
			expect(asked()).toEqual(['GET /Users?filter=userName+eq+"ana.silva@example.test"']);
		});

		it('by their user name, which is that of the REST API', async () => {
			sandbox.axeroScim.userNames = 'username';

			expect(await idOf(open())).toBe(ANAS_ID);
			expect(asked()).toHaveLength(2);
		});

		it('by an email address that is not their user name', async () => {
			sandbox.axeroScim.userNames = 'username';

			expect(await idOf(open(), { ...ANA, username: 'another' })).toBe(ANAS_ID);
			expect(asked().at(-1)).toBe('GET /Users?filter=emails.value+eq+"ana.silva@example.test"');
		});

		it('once in an execution, whatever is asked of them', async () => {
			const users = open();

			expect(await Promise.all([idOf(users), idOf(users), idOf(users)])).toEqual([ANAS_ID, ANAS_ID, ANAS_ID]);
			expect(asked()).toHaveLength(1);
		});

		it.each(['refused', 'ignored'] as const)('in the whole list where filters are %s, which is read once', async (filters) => {
			sandbox.axeroScim.filters = filters;
			const users = open();

			expect(await idOf(users)).toBe(ANAS_ID);
			const before = asked().length;
			expect((await users.find('13', { email: 'sean.obrien@example.test' }))?.scimId).toBe(scimIdOf({ UserID: 13 }));
			expect(asked()).toHaveLength(before);
			expect(asked().filter((one) => one.includes('startIndex'))).toEqual(['GET /Users?startIndex=1&count=100']);
		});

		it('page by page, each beginning where the one before ended', async () => {
			sandbox.axeroScim.filters = 'refused';
			sandbox.axeroScim.longestPage = 15;
			const users = open();

			expect((await users.find('47', { email: 'maya.patel@example.test' }))?.scimId).toBe(scimIdOf({ UserID: 47 }));
			expect(asked().filter((one) => one.includes('startIndex'))).toEqual([
				'GET /Users?startIndex=1&count=100',
				'GET /Users?startIndex=15&count=100',
				'GET /Users?startIndex=29&count=100',
			]);
		});

		it('in whatever capitals, by the list: a filter may tell them apart', async () => {
			expect(await idOf(open(), { email: 'ANA.SILVA@example.test', username: 'x' })).toBe(ANAS_ID);
		});

		it('with quotes and backslashes in their names, which a filter writes as JSON does', async () => {
			await open().find('12', { email: 'o"b\\c@example.test', username: '' });

			expect(asked()[0]).toBe('GET /Users?filter=userName+eq+"o\\"b\\\\c@example.test"');
		});
	});

	describe('are nobody', () => {
		it('only when the whole list has been read', async () => {
			expect(await idOf(open(), { email: 'nobody@example.test', username: 'nobody' })).toBeUndefined();
			expect(asked().at(-1)).toBe('GET /Users?startIndex=1&count=100');
		});

		it('by a part of a name, or by the username of somebody with another address', async () => {
			sandbox.axeroScim.userNames = 'username';

			expect(await idOf(open(), { email: 'silva@example.test', username: 'ana' })).toBeUndefined();
			expect(await idOf(open(), { email: 'other@example.test', username: 'ana.silva' })).toBeUndefined();
		});

		it('not when the list may lack somebody: every page is the first one', async () => {
			sandbox.axeroScim.filters = 'refused';
			sandbox.axeroScim.paging = 'ignored';

			expect(await failureOfFind(open(), { email: 'maya.patel@example.test', username: 'maya.patel' })).toMatchObject({
				kind: 'unreadable',
				says: expect.stringContaining('may not have shown everyone'),
			});
			expect(asked().filter((one) => one.includes('startIndex')).length).toBeLessThan(5);
		});

		it.each([{}, { Resources: 'x' }, []])('not by an answer that is no list: %j', async (body) => {
			answerOnce(body);

			expect(await failureOfFind()).toMatchObject({ kind: 'unreadable' });
		});
	});

	it('are ambiguous when two have the same address, and neither is chosen', async () => {
		answerOnce({ totalResults: 2, Resources: ['a', 'b'].map((id) => ({ id, userName: ANA.email, emails: [{ value: ANA.email }] })) });

		expect(await failureOfFind()).toMatchObject({
			kind: 'ambiguous',
			says: expect.stringContaining('shows several users who may be ana.silva@example.test or ana.silva'),
		});
	});

	describe('are switched', () => {
		it.each([false, true])('by a PATCH of active with its path, and looked at afterwards: %s', async (active) => {
			sandbox.edit('axero', 12, (person) => {
				person.active = !active;
			});

			expect(await switchAna(active)).toEqual([]);
			expect(sandbox.person('axero', 12).active).toBe(active);
			expect(asked()).toEqual([`PATCH /Users/${ANAS_ID}`, `GET /Users/${ANAS_ID}`]);
			expect(JSON.parse(sandbox.writes()[0]?.body ?? '')).toEqual({
				schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
				Operations: [{ op: 'replace', path: 'active', value: active }],
			});
			expect(sandbox.writes()[0]?.headers).toMatchObject({ 'content-type': 'application/scim+json', accept: 'application/scim+json' });
		});

		it.each([400, 404, 405, 501] as const)('by a PUT of the whole user where PATCH is turned away with %i', async (status) => {
			sandbox.axeroScim.patch = status;
			const before = sandbox.person('axero', 12);

			expect(await switchAna()).toEqual([]);
			expect(sandbox.person('axero', 12)).toEqual({ ...before, active: false });
			expect(asked()).toEqual(['PATCH', 'GET', 'PUT', 'GET'].map((method) => `${method} /Users/${ANAS_ID}`));
		});

		it('is not tried again by PATCH where the service lacks it', async () => {
			sandbox.axeroScim.patch = 501;
			const users = open();
			for (const [id, names] of [
				['12', ANA],
				['13', { email: 'sean.obrien@example.test' }],
			] as const) {
				const person = await users.find(id, names);
				if (person) await users.setActive(id, person, false);
			}

			expect(asked().filter((one) => one.startsWith('PATCH'))).toHaveLength(1);
			expect(asked().filter((one) => one.startsWith('PUT'))).toHaveLength(2);
		});

		it('says when the service accepts it and does nothing', async () => {
			sandbox.axeroScim.keepsActive = true;

			await expect(switchAna()).rejects.toMatchObject({
				failure: { kind: 'refused', says: "Axero's SCIM service accepted the change, but shows the user unchanged: Status" },
			});
		});

		it('warns when the user can not be read afterwards', async () => {
			sandbox.fail({ channel: 'axero', method: 'GET', pathIncludes: `/Users/${ANAS_ID}`, kind: 'status', status: 403, body: '' });

			expect(await switchAna()).toEqual([expect.stringContaining('could not be read afterward')]);
			expect(sandbox.person('axero', 12).active).toBe(false);
		});

		it("tells a refusal in the service's own words", async () => {
			const detail = 'You may not deactivate yourself.';
			sandbox.fail({
				channel: 'axero',
				method: 'PATCH',
				kind: 'status',
				status: 400,
				contentType: 'application/scim+json',
				body: JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '400', scimType: 'mutability', detail }),
			});

			await expect(switchAna()).rejects.toMatchObject({
				failure: { kind: 'refused', status: 400, says: "Axero's SCIM service: You may not deactivate yourself (HTTP 400, user 12)" },
			});
			expect(asked()).toEqual([`PATCH /Users/${ANAS_ID}`]);
		});
	});

	it('are refused in the words of the REST API too, which says no with a 200', async () => {
		const body = JSON.stringify({ IsError: true, ResponseMessage: 'Not for you.', ResponseData: null });
		sandbox.fail({ channel: 'axero', method: 'PATCH', kind: 'malformed', body });

		await expect(switchAna()).rejects.toMatchObject({
			failure: { kind: 'refused', says: "Axero's SCIM service: Not for you (user 12)" },
		});
	});

	describe('replaced as a whole', () => {
		const half = async (body: unknown) => {
			sandbox.axeroScim.patch = 501;
			sandbox.fail({ channel: 'axero', method: 'GET', pathIncludes: `/Users/${ANAS_ID}`, kind: 'malformed', body: JSON.stringify(body) });
			return await switchAna().then(() => undefined, failureOf);
		};

		it.each([
			['no user name', { schemas: [], id: ANAS_ID }],
			['another id', { schemas: [], id: 'x', userName: ANA.email }],
			['no schemas', { id: ANAS_ID, userName: ANA.email }],
			['an error', { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail: 'x' }],
		])('are never what was half read: %s', async (_what, body) => {
			expect(await half(body)).toMatchObject({ unwritten: true });
			expect(sandbox.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
		});

		it('keep what we do not know, to the digit, and name the version that they replace', async () => {
			sandbox.axeroScim.patch = 501;
			sandbox.fail({
				channel: 'axero',
				method: 'GET',
				pathIncludes: `/Users/${ANAS_ID}`,
				times: 1,
				kind: 'malformed',
				body: `{"schemas":["x"],"id":"${ANAS_ID}","userName":"a","exact":12345678901234567890,"active":true,"meta":{"version":"W/\\"7\\""}}`,
			});
			await switchAna().catch(() => undefined);

			const put = sandbox.requests.find(({ method }) => method === 'PUT');
			expect(put?.headers['if-match']).toBe('W/"7"');
			expect(put?.body).toBe(
				`{"schemas":["x"],"id":"${ANAS_ID}","userName":"a","exact":12345678901234567890,"active":false,"meta":{"version":"W/\\"7\\""}}`,
			);
		});
	});

	it.each([
		['notSetUp', 501, '"SCIM user provisioning is not enabled"'],
		['notFound', 404, 'a web page'],
		['webPage', 200, 'a web page'],
	] as const)('are not to be had where SCIM is not set up: %s', async (service, status, got) => {
		sandbox.axeroScim.service = service;

		expect(await failureOfFind()).toMatchObject({
			kind: 'unreadable',
			status,
			says: `SCIM is not set up on this site: its address answered with ${got} (HTTP ${status})`,
			todo: expect.stringContaining('SCIM User Provisioning'),
		});
	});

	it('are waited for while the service is busy or fails', async () => {
		sandbox.fail({ channel: 'axero', times: 1, kind: 'status', status: 429, body: '' });
		expect(await failureOfFind()).toMatchObject({ kind: 'throttled' });

		sandbox.fail({ channel: 'axero', times: 1, kind: 'status', status: 503, body: '<html>' });
		expect(await failureOfFind()).toMatchObject({ kind: 'refused', status: 503 });
	});

	directoryContract('Axero with a SCIM token', {
		vendor: onSandbox(() => sandbox, 'axero'),
		open: () => comparingDirectory(switchingDirectory(axeroDirectory(axeroRequest(session())), open())),
		everybody: () => {
			const [request, scim] = [axeroRequest(session()), open()];
			return wholeDirectory(request, switchingDirectory(axeroDirectory(request), scim), scim).everybody({ status: true });
		},
		resting: USERS.resting,
		options: { status: true },
		keys: [
			{ by: 'email', value: ANA.email },
			{ by: 'username', value: ANA.username },
			{ by: 'id', value: '12' },
		],
		stranger: [
			{ by: 'email', value: 'nobody@example.test' },
			{ by: 'username', value: 'nobody' },
		],
		text: 'Bio',
		bystander: 'active',
		signIns: ['Email', 'Username'],
		exempt: { 'gives back the user as it is after the write': 'Axero answers a write with the ID only' },
	});
});
