import { DateTime } from 'luxon';

import { invalid } from '../failure';

const DATE = String.raw`[1-9]\d{3}-\d{2}-\d{2}`;
const DAY = new RegExp(`^${DATE}$`);
const TIME = new RegExp(String.raw`^(${DATE})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(Z|[+-](?:0\d|1[0-8])(?::?\d{2})?)?$`, 'i');

/**
 * A day as vendors take it, 2030-02-28. One rule for all: a point in time (a date object, or a text with an offset
 * or Z) is the calendar day that it falls on in the workflow's time zone; a text without a zone is its own day.
 * @param zone the workflow's time zone
 * @returns undefined for nothing
 * @throws FailureError `invalid` for what is no date, such as the number of a spreadsheet's day
 */
export function toDay(label: string, given: unknown, zone: string): string | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	const time = pointInTime(given);
	if (time !== undefined) return dayOf(label, given, DateTime.fromMillis(time, { zone }));
	const text = written(given).trim();
	if (text === '') return undefined;
	if (DAY.test(text)) return dayOf(label, text, DateTime.fromISO(text, { zone: 'utc' }));
	const [, day, clock, offset = ''] = TIME.exec(text) ?? [];
	if (day === undefined) throw noDate(label, text);
	return dayOf(label, text, DateTime.fromISO(`${day}T${clock}${offset.toUpperCase()}`, { zone: offset === '' ? 'utc' : zone }));
}

function pointInTime(given: unknown): number | undefined {
	if (given instanceof Date) return given.getTime();
	return DateTime.isDateTime(given) ? given.toMillis() : undefined;
}

/** Date objects of other libraries write themselves as text. */
function written(given: unknown): string {
	return typeof given === 'string' ? given : JSON.stringify(given ?? '').replace(/^"|"$/g, '');
}

function dayOf(label: string, given: unknown, time: DateTime): string {
	const day = time.toISODate();
	if (day === null || !DAY.test(day)) throw noDate(label, String(given));
	return day;
}

function noDate(label: string, text: string) {
	return invalid(
		label,
		`${label} is not a date: "${text}"`,
		'Use a date like 2030-02-28. Convert other formats first: {{ DateTime.fromFormat($json.date, "dd.MM.yyyy").toISODate() }}.',
	);
}
