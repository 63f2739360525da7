import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { freshSandbox } from '../freshSandbox';
import { axeroOn, mapped as columns, on } from './axeroRun';
import { runNode, type NodeResult } from './engine';
import { accountOf, ANA, byEmail } from './ispringRun';
import { moreJson } from './ways';

const sandbox = freshSandbox();
const axero = axeroOn(() => sandbox);

const ispring = async (timezone: string, day: unknown, parameters: INodeParameters): Promise<NodeResult> =>
	await runNode({
		node: new ISpringLearn(),
		credential: { type: new ISpringLearnApi(), data: accountOf(sandbox) },
		timezone,
		items: [{ email: ANA, day } as IDataObject],
		parameters: { api: 'rest', authentication: 'account', resource: 'user', user: byEmail, ...parameters },
	});
const ana = () => sandbox.person('ispring', ANA);
const midnight = (day: string, zone: string) => new Date(DateTime.fromISO(day, { zone }).toMillis());
const column = { id: 'birthdate', displayName: 'Date of Birth', type: 'dateTime', required: false, defaultMatch: false, display: true };
const mapped = (mappingMode: string, value: IDataObject | null, schema: IDataObject[] = [column]): INodeParameters =>
	JSON.parse(JSON.stringify({ mappingMode, value, matchingColumns: [], schema }));

/** Time zones on both sides, and what an item can hold for the day 2031-03-01. */
const DAYS = ['Europe/Berlin', 'America/New_York'].flatMap((zone) =>
	(
		[
			['a date object', midnight('2031-03-01', zone)],
			['its text', midnight('2031-03-01', zone).toISOString()],
			['a text with the offset', DateTime.fromISO('2031-03-01T23:30:00', { zone }).toISO()],
			['a luxon date', DateTime.fromISO('2031-03-01T12:00:00', { zone }).setZone('Asia/Tokyo')],
			['what the date picker gives', '2031-03-01T00:00:00'],
			['a day', '2031-03-01'],
		] as const
	).map(([what, given]) => ({ zone, what, given })),
);

describe.each(DAYS)('in $zone, $what', ({ zone, given }) => {
	it.each([
		['scheduleDeactivation', () => ana().scheduledDeactivation],
		['scheduleTermination', () => ana().scheduledTermination],
	])('is that day for %s', async (operation, stored) => {
		const { error } = await ispring(zone, given, { operation, date: '={{ $json.day }}' });

		expect(error).toBeUndefined();
		expect(stored()).toBe('2031-03-01');
	});

	it('is that day of a leave', async () => {
		await ispring(zone, given, {
			operation: 'setWorkLeave',
			reason: 'OnVacation',
			startDate: '={{ $json.day }}',
			endDate: '={{ $json.day }}',
		});

		expect(ana().workLeaveStatus).toMatchObject({ startDate: '2031-03-01', endDate: '2031-03-01' });
	});

	it.each<[string, INodeParameters]>([
		['a column', { fields: mapped('defineBelow', { birthdate: '={{ $json.day }}' }) }],
		['a column that the editor never saw', { fields: mapped('defineBelow', { birthdate: '={{ $json.day }}' }, []) }],
		[
			'More Fields',
			{ fields: mapped('defineBelow', {}), options: { moreFields: { field: [{ name: 'birthdate', value: '={{ $json.day }}' }] } } },
		],
		['Fields as JSON', { fields: mapped('defineBelow', {}), options: moreJson('={{ { birthdate: $json.day } }}') }],
		[
			'a SCIM user',
			{
				inputFormat: 'scim',
				scimUser: '={{ { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], title: $json.day } }}',
				scimMapping: { attribute: [{ path: 'title', field: 'birthdate' }] },
			},
		],
	])("is that day in the account's own date, by %s", async (_by, parameters) => {
		const { error } = await ispring(zone, given, { operation: 'update', ...parameters });

		expect(error).toBeUndefined();
		expect(ana().fields.birthdate).toBe('2031-03-01');
	});

	it.each<[string, IDataObject]>([
		['a column', { fields: columns({ 'Date of birth': '={{ $json.day }}' }) }],
		['Map Automatically', { fields: { mappingMode: 'autoMapInputData', value: null, schema: [] } }],
		['More Fields', { fields: columns({}), options: { moreFields: { field: [{ name: 'Date of birth', value: '={{ $json.day }}' }] } } }],
		['Fields as JSON', { fields: columns({}), options: moreJson('={{ { "Date of birth": $json.day } }}') }],
		[
			'a SCIM user',
			{
				inputFormat: 'scim',
				scimUser: '={{ { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], title: $json.day } }}',
				scimMapping: { attribute: [{ path: 'title', field: 'Date of birth' }] },
			},
		],
	])('is that day in the date of birth at Axero, by %s', async (_by, parameters) => {
		const items = [{ email: ANA, day: given, 'Date of birth': given } as IDataObject];
		const { error } = await axero(on('user')('update', { user: byEmail, ...parameters }), items, { timezone: zone });

		expect(error).toBeUndefined();
		expect(sandbox.person('axero', ANA).labels['Date of birth']).toBe('2031-03-01');
	});

	it('is that day of a span in a list', async () => {
		const { accessToken, refreshToken, clientId, clientSecret } = sandbox.secrets.highq;
		const { error } = await runNode({
			node: new HighQPublisher(),
			credential: {
				type: new HighQPublisherApi(),
				data: { baseUrl: sandbox.urls.highq, accessToken, refreshToken, clientId, clientSecret },
			},
			timezone: zone,
			items: [{ day: given }],
			parameters: {
				resource: 'user',
				operation: 'getAll',
				filters: { createddate: '={{ [$json.day, $json.day] }}', modifieddate: '20300101,2030-12-31' },
			},
		});

		expect(error).toBeUndefined();
		const query = new URLSearchParams(sandbox.requests[0]?.path.split('?')[1]);
		expect([query.get('createddate'), query.get('modifieddate')]).toEqual(['20310301,20310301', '20300101,20301231']);
	});
});

describe('what is no date', () => {
	it.each(['45000', '0000-00-00', '2031-02-30', '01.03.2031', 'soon'])('is refused before it is sent: %s', async (day) => {
		for (const parameters of [
			{ operation: 'scheduleTermination', date: '={{ $json.day }}' },
			{ operation: 'setWorkLeave', reason: 'OnVacation', endDate: '={{ $json.day }}' },
			{ operation: 'update', fields: mapped('defineBelow', { birthdate: '={{ $json.day }}' }) },
			{ operation: 'update', fields: mapped('defineBelow', { birthdate: '={{ $json.day }}' }, []) },
		]) {
			expect((await ispring('UTC', day, parameters)).error?.message).toContain(`is not a date: "${day}"`);
			expect(sandbox.writes('ispring-rest')).toEqual([]);
		}
	});

	it.each<[string, IDataObject]>([
		['a column', { fields: columns({ 'Date of birth': '={{ $json.day }}' }) }],
		['More Fields', { fields: columns({}), options: { moreFields: { field: [{ name: 'Date of birth', value: '={{ $json.day }}' }] } } }],
		['Fields as JSON', { fields: columns({}), options: moreJson('={{ { "Date of birth": $json.day } }}') }],
	])('is refused at Axero too, by %s', async (_by, parameters) => {
		for (const day of ['45000', '0000-00-00', '2031-02-30', '01.03.2031']) {
			const { error } = await axero(on('user')('update', { user: byEmail, ...parameters }), [{ email: ANA, day }]);

			expect(error?.message).toContain(`is not a date: "${day}"`);
			expect(sandbox.requests).toEqual([]);
		}
	});
});
