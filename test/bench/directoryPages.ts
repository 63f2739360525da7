import { appenatePeople } from '../sandbox/appenate/people';

/** The largest page that Appenate gives. */
export const PAGE = 250;

const SAMPLES = appenatePeople(PAGE);

export function emailOf(number: number): string {
	return `user.${number}@example.test`;
}

/** An answer of Appenate's user search: the users of one page, of about 750 bytes each. */
export function pageText(page: number, users: number): string {
	const first = page * PAGE;
	const Users = SAMPLES.slice(0, Math.max(0, Math.min(PAGE, users - first))).map((sample, i) => {
		const number = first + i;
		const Id = number.toString(16).padStart(32, '0');
		return { ...sample, Id, Email: emailOf(number), LoginId: emailOf(number), ExternalId: String(number).padStart(7, '0') };
	});
	return JSON.stringify({ Users, TotalRows: users });
}
