import { failureOf } from '../../nodes/shared/failure';
import { sameValue } from '../../nodes/shared/provisioning/diff';
import { assertTaken } from '../../nodes/shared/provisioning/taken';
import type { Change, FieldValue } from '../../nodes/shared/provisioning/types';

const refusalAfter = (now: Readonly<Record<string, FieldValue>>, changes: readonly Change[], todo?: string) => {
	try {
		assertTaken(
			'Vendor',
			{ fields: new Map(Object.entries(now)) },
			{ changes, same: (_field, one, other) => sameValue(one, other), ...(todo === undefined ? {} : { todo }) },
		);
		return undefined;
	} catch (error) {
		return failureOf(error);
	}
};
const TITLE: Change = { field: 'title', from: 'Ms', to: 'Dr' };
const CITY: Change = { field: 'city', from: null, to: 'Oslo' };

describe('a write that was accepted', () => {
	it.each<[string, Record<string, FieldValue>, readonly Change[]]>([
		['all is as it was sent', { title: 'Dr', city: 'Oslo' }, [TITLE, CITY]],
		['some of it is', { title: 'Ms', city: 'Oslo' }, [TITLE, CITY]],
		['the vendor made something else of it', { title: 'Doctor' }, [TITLE]],
		['what was there before is not known', { title: 'Ms' }, [{ field: 'title', to: 'Dr' }]],
		['only what was not known before is as it was', { title: 'Dr' }, [TITLE, { field: 'password', to: 'x' }]],
		['it was to be as it had been', { title: 'Ms' }, [{ field: 'title', from: 'Ms', to: 'Ms' }]],
		['nothing was to change', { title: 'Ms' }, []],
	])('counts when %s', (_what, now, changes) => {
		expect(refusalAfter(now, changes)).toBeUndefined();
	});

	it.each<[string, Record<string, FieldValue>, readonly Change[], string]>([
		['every field', { title: 'Ms' }, [TITLE, CITY], 'title, city'],
		['every field that was known', { title: 'Ms' }, [TITLE, { field: 'password', to: 'x' }], 'title'],
		['the field that was to be emptied', { title: 'Ms' }, [{ field: 'title', from: 'Ms', to: null }], 'title'],
	])('is a refusal when %s is as before', (_what, now, changes, fields) => {
		expect(refusalAfter(now, changes)).toEqual({
			kind: 'refused',
			status: 200,
			says: `Vendor accepted the change, and shows the user as before: ${fields}`,
			todo: 'Run the item again. If it stays so, the vendor does not take this change from this credential, or something between n8n and the vendor answers in its place.',
		});
	});

	it('says what helps at this vendor', () => {
		expect(refusalAfter({ title: 'Ms' }, [TITLE], 'Ask them.')).toMatchObject({ todo: 'Ask them.' });
	});
});
