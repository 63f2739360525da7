import { simplified } from '../../nodes/Appenate/user/profile';
import { unlessNone } from '../../nodes/Appenate/wire/formats';

describe("what stands for nothing in Appenate's answers", () => {
	it.each([
		'1990-01-01T00:00:01',
		'1990-01-01T00:00:01Z',
		'1990-01-01T00:00:01.0000000Z',
		'0'.repeat(32),
		'00000000-0000-0000-0000-000000000000',
	])('is nothing: %s', (none) => {
		expect(unlessNone(none)).toBeNull();
	});

	it.each([
		'1990-01-01T00:00:02',
		'1990-01-01',
		'2030-11-28T06:30:00.1000000Z',
		'0',
		'0'.repeat(31),
		`1${'0'.repeat(31)}`,
		'',
		0,
		null,
		undefined,
	])('is no other value: %p', (value) => {
		expect(unlessNone(value)).toBe(value);
	});

	it('comes out of a simplified user so', () => {
		expect(simplified({ Id: '1', LastActivity: '1990-01-01T00:00:01' })).toMatchObject({ Id: '1', LastActivity: null });
		expect(simplified({ Id: '1', LastActivity: '2030-11-28T06:30:00.1000000Z' }).LastActivity).toBe('2030-11-28T06:30:00.1000000Z');
	});
});
