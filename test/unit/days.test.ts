import { DateTime } from 'luxon';

import { failureOf } from '../../nodes/shared/failure';
import { toDay } from '../../nodes/shared/fields/days';
import { toFieldValue } from '../../nodes/shared/fields/edits';

const attempt = (run: () => unknown) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};

/** Local midnight, as a database node gives a column of dates. */
const midnight = (day: string, zone: string) => new Date(DateTime.fromISO(day, { zone }).toMillis());

describe('a day', () => {
	it.each([
		['Europe/Berlin', '2024-03-01'],
		['Europe/Berlin', '2024-03-31'], // summer time begins
		['Europe/Berlin', '2024-10-27'], // and ends
		['America/New_York', '2024-02-29'],
		['America/New_York', '2024-03-10'],
		['America/Sao_Paulo', '2018-11-04'], // a day without a midnight
		['Africa/Cairo', '2024-04-26'], // another
		['Asia/Kolkata', '2024-01-01'],
		['Pacific/Kiritimati', '2024-12-31'],
		['Pacific/Pago_Pago', '2024-12-31'],
		['UTC', '2024-02-29'],
	])('of a point in time is that in the time zone of the workflow: %s, %s', (zone, day) => {
		const date = midnight(day, zone);

		expect(toDay('Date', date, zone)).toBe(day);
		expect(toDay('Date', date.toISOString(), zone)).toBe(day);
		expect(toDay('Date', DateTime.fromJSDate(date, { zone }), zone)).toBe(day);
		expect(toDay('Date', DateTime.fromJSDate(date, { zone: 'utc' }), zone)).toBe(day);
		expect(toDay('Date', DateTime.fromJSDate(date, { zone }).toISO(), zone)).toBe(day);
		expect(toDay('Date', { toJSON: () => date.toISOString() }, zone)).toBe(day);
	});

	it.each([
		['2024-02-29T23:30:00-05:00', 'America/New_York', '2024-02-29'],
		['2024-02-29T23:30:00-05:00', 'Europe/Berlin', '2024-03-01'],
		['2024-02-29T22:00:00.000Z', 'Europe/Berlin', '2024-02-29'],
		['2024-02-29T23:00:00.000Z', 'Europe/Berlin', '2024-03-01'],
		['2024-02-29T23:00:00z', 'America/New_York', '2024-02-29'],
		['2024-02-29 23:30:00-05', 'Europe/Berlin', '2024-03-01'],
		['2024-02-29 23:30:00 +0100', 'Europe/Berlin', '2024-02-29'],
		['2024-02-29T23:30+01:00', 'UTC', '2024-02-29'],
	])('of a text with an offset is too: %s in %s', (text, zone, day) => {
		expect(toDay('Date', text, zone)).toBe(day);
	});

	it.each([
		['2024-02-29', '2024-02-29'],
		[' 2024-02-29\u00a0', '2024-02-29'],
		['2024-02-29T00:00:00', '2024-02-29'],
		['2024-02-29 23:59:59.999999', '2024-02-29'],
		['2024-02-29T23:59', '2024-02-29'],
		['2024-12-31T23:59:59,5', '2024-12-31'],
		['1900-01-01', '1900-01-01'],
		['9999-12-31', '9999-12-31'],
	])('without a zone is its own, in every workflow: %s', (text, day) => {
		for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin']) expect(toDay('Date', text, zone)).toBe(day);
	});

	it.each([undefined, null, '', ' ', '\u00a0'])('is none where there is no value: %j', (given) => {
		expect(toDay('Date', given, 'UTC')).toBeUndefined();
	});

	it.each([
		45_000,
		'45000',
		'45000.5',
		0,
		1_709_164_800_000,
		'0000-00-00',
		'0000-00-00 00:00:00',
		'0001-01-01T00:00:00',
		'2024-02-30',
		'2023-02-29',
		'2024-13-01',
		'2024-00-10',
		'2024-02-29T25:00:00',
		'2024-02-29T23:60',
		'2024-02-29T23:30:00+25:00',
		'2024-2-9',
		'29.02.2024',
		'02/29/2024',
		'2024/02/29',
		'20240229',
		'2024-02',
		'2024-W09-4',
		'soon',
		true,
		['2024-02-29'],
		{},
		new Date(Number.NaN),
		DateTime.invalid('no date'),
	])('is refused where there is no date: %j', (given) => {
		expect(attempt(() => toDay('Termination Date', given, 'Europe/Berlin'))).toMatchObject({
			kind: 'invalid',
			parameter: 'Termination Date',
			says: expect.stringMatching(/^Termination Date is not a date: /),
		});
	});

	it('is what a date field takes', () => {
		const spec = { name: 'x', label: 'Date of Birth', type: 'date' } as const;

		expect(toFieldValue(spec, midnight('1990-05-01', 'Europe/Berlin'), 'Europe/Berlin')).toBe('1990-05-01');
		expect(toFieldValue(spec, '', 'Europe/Berlin')).toBeUndefined();
		expect(attempt(() => toFieldValue(spec, '33000', 'Europe/Berlin'))).toMatchObject({ kind: 'invalid', parameter: 'Date of Birth' });
	});
});
