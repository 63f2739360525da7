import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { appenateDirectory } from '../../nodes/Appenate/user/appenateDirectory';
import { QUIETLY } from '../../nodes/Appenate/user/profile';
import { recordStore, USER_GROUP } from '../../nodes/Appenate/recordStore';
import type { Format } from '../../nodes/Appenate/wire/formats';
import { appenateRequest } from '../../nodes/Appenate/wire/request';
import { FailureError, type Failure } from '../../nodes/shared/failure';
import type { Change } from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import type { Sandbox } from '../sandbox';
import { testSession } from './session';

const sandbox = freshSandbox({ appenateEchoesKey: true });

const credential = ({ urls, secrets }: Sandbox, changed = {}) => ({
	service: 'custom',
	baseUrl: urls.appenate,
	companyId: secrets.appenate.companyId,
	apiKey: secrets.appenate.integrationKey,
	...changed,
});
const request = (format: Format = 'json', at = sandbox) => appenateRequest(testSession(new AppenateApi(), credential(at)), format);
const open = (format: Format = 'json') => appenateDirectory(request(format));
const ana = () => sandbox.person('appenate', 'ana.silva@example.test');
const current = async () => {
	const [profile] = await open().find({ by: 'id', value: ana().Id }, QUIETLY);
	if (!profile) throw new Error('Ana is not there');
	return profile;
};
const failureOf = async (promise: Promise<unknown>): Promise<Failure | undefined> => {
	const thrown: unknown = await promise.then(
		() => undefined,
		(error: unknown) => error,
	);
	return thrown instanceof FailureError ? thrown.failure : undefined;
};
const sent = (): unknown => JSON.parse(sandbox.writes('appenate')[0]?.body ?? '{}');
const KEY = () => ({ CompanyId: 70001, IntegrationKey: sandbox.secrets.appenate.integrationKey });

const EVERY_FIELD: Readonly<Record<string, Change['to']>> = {
	FirstName: "O'Brien & <Sons> ]]>",
	LastName: ' 张伟 🧭 ',
	Email: 'new+one@example.test',
	Type: 'Premium',
	Password: 'correct-horse-9',
	ExternalId: '0012',
	TimeZone: 'Central Standard Time',
	Country: 'PT',
	WebsiteRole: 'User',
	ColorCode: '#FF8800',
	LoginId: '12345678901234567890',
	Metadata: [{ Key: 'PayrollId', Val: '1E5' }],
};
const NEW = Object.entries(EVERY_FIELD).map(([field, to]) => ({ field, to }));

describe.each<Format>(['json', 'xml'])('in %s', (format) => {
	it('a new user gets every parameter that POST User documents', async () => {
		const places = [
			{ field: 'Groups', to: ['Legal', 'Sales'] },
			{ field: 'Folders', to: ['Time sheets'] },
		];
		const written = await open(format).create([...NEW, ...places], { ...QUIETLY, doNotEmail: true, placesAs: 'names' });

		const { Password: _hidden, ...visible } = EVERY_FIELD;
		expect(written).toMatchObject({ warnings: [], record: { Status: 'Invited', Groups: ['Legal', 'Sales'] } });
		expect(sandbox.person('appenate', 'new+one@example.test')).toMatchObject({
			...visible,
			Id: written.id,
			Groups: { length: 2 },
			Folders: { length: 1 },
		});
	});

	it('a user is switched off, read back as such, and switched on again', async () => {
		const off = await open(format).setActive(await current(), false, QUIETLY);
		const found = await current();
		const on = await open(format).setActive(found, true, { ...QUIETLY, word: 'Active' });

		expect([off.warnings, off.record?.Status, found.active]).toEqual([[], 'Inactive', false]);
		expect([on.warnings, (await current()).active]).toEqual([[], true]);
	});

	it('a deleted user is gone, and deleting again is refused', async () => {
		const profile = await current();
		await open(format).remove(profile, QUIETLY);

		expect(sandbox.people('appenate')).toHaveLength(35);
		expect(await failureOf(open(format).remove(profile, QUIETLY))).toMatchObject({
			kind: 'refused',
			says: 'Appenate: The user was not found. (Id) (HTTP 500)',
		});
	});

	it('the key goes into the body of a POST and into the query of a DELETE', async () => {
		const { integrationKey } = sandbox.secrets.appenate;
		await open(format).create(NEW.slice(0, 3), QUIETLY);
		await open(format).remove(await current(), QUIETLY);

		const [post, remove] = sandbox.writes('appenate');
		expect([post?.path.includes(integrationKey), post?.body.includes(integrationKey)]).toEqual([false, true]);
		expect([remove?.path.replace(/Id=\w{32}/, 'Id=…'), remove?.body]).toEqual([
			`/appenate/api/v2/user?format=${format}&Id=…&CompanyId=70001&IntegrationKey=${integrationKey}`,
			'',
		]);
	});
});

describe('creating a user', () => {
	it('sends the fields, the switch for mails and nothing else', async () => {
		await open().create(NEW.slice(0, 3), { ...QUIETLY, doNotEmail: false, placesAs: 'externalIds' });

		const { FirstName, LastName, Email } = EVERY_FIELD;
		expect(sent()).toEqual({ ...KEY(), FirstName, LastName, Email, DoNotEmail: false, UseExternalIds: true });
	});

	it('is never repeated, whatever comes of it', async () => {
		sandbox.fail({ channel: 'appenate', method: 'POST', kind: 'reset', afterHandling: true });

		expect(await failureOf(open().create(NEW, QUIETLY))).toMatchObject({ kind: 'unreachable', landed: 'maybe' });
		expect(sandbox.writes('appenate')).toHaveLength(1);
	});

	it('tells what Appenate keeps otherwise than it was sent', async () => {
		const answer = { User: { Id: ana().Id, Email: 'x@example.test', Country: 'PT' } };
		sandbox.fail({ channel: 'appenate', method: 'POST', kind: 'malformed', body: JSON.stringify(answer) });

		expect((await open().create([{ field: 'Country', to: 'Portugal' }], QUIETLY)).warnings).toEqual([
			'Appenate accepted "Country", but shows "PT" where "Portugal" was sent: map it as shown, or every run writes it again',
		]);
	});
});

describe('switching a user', () => {
	it('sends Status and nothing else', async () => {
		await open().setActive(await current(), false, QUIETLY);

		expect(sent()).toEqual({ ...KEY(), Id: ana().Id, Status: 'Inactive', DoNotEmail: true });
	});

	it('says so when the user can not be read back', async () => {
		const profile = await current();
		sandbox.fail({ channel: 'appenate', method: 'GET', kind: 'reset' });
		const { record, warnings } = await open().setActive(profile, false, QUIETLY);

		expect([record, warnings]).toEqual([undefined, [expect.stringContaining('The user was written, but could not be read afterward')]]);
	});
});

describe('a changed group', () => {
	it('is written back whole, so that nothing is lost whatever a PUT does with what it lacks', async () => {
		const [group] = sandbox.appenatePlaces.groups;
		const before = sandbox
			.people('appenate')
			.filter(({ Groups }) => Groups.includes(group?.Id ?? ''))
			.map(({ Id }) => Id);
		await recordStore(request(), USER_GROUP).change(group?.Id ?? '', () => ({ Name: 'Sellers' }));

		expect(sent()).toEqual({ ...KEY(), Id: group?.Id, Name: 'Sellers', ExternalId: 'group-01', UserIds: before });
	});
});
