import { highqDirectory } from '../../nodes/HighQPublisher/user/highqDirectory';
import { AT_REST } from '../../nodes/HighQPublisher/user/profile';
import { highqRequest } from '../../nodes/HighQPublisher/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import { atRest, restingPlans } from '../../nodes/shared/fields/atRest';
import type { Send } from '../../nodes/shared/http/types';
import { updating } from '../../nodes/shared/provisioning/userOperation';

const BEFORE = '{"user":{"id":31,"email":"ana@example.test","bio":"","relationshipscore":1.10,"legacykey":12345678901234567801}}';

/** A HighQ that shows these one after another, and tells what was written. */
function highqWith(...answers: readonly string[]) {
	const written: string[] = [];
	const left = [...answers];
	const send: Send = async ({ method, body = '' }) => {
		if (method === 'PUT') written.push(body);
		const shown = method === 'PUT' ? '{"user":{"id":31}}' : (left.shift() ?? '');
		return await Promise.resolve({ status: 200, statusText: 'OK', headers: {}, body: shown });
	};
	const request = highqRequest({ credential: { baseUrl: 'https://highq.example.test' }, send });
	return { directory: highqDirectory(request, 'whenUnproven'), written };
}

const change = [{ field: 'bio', from: null, to: 'New' }] as const;

describe('a HighQ user between plan and write', () => {
	it('waits as the answer that showed it, and is not taken apart again when the same comes right before the write', async () => {
		const { directory, written } = highqWith(BEFORE, BEFORE);
		const { plan } = restingPlans(updating(directory), (current) => atRest(current, AT_REST));
		const planned = await plan({
			key: { by: 'id', value: '31' },
			edits: new Map([['bio', { set: 'New' }]]),
			options: {},
		});
		if (planned.kind !== 'update') throw new Error('Nobody is to be updated');
		const parts = jest.spyOn(planned.current, 'record', 'get');

		await directory.update(planned.current, change, {});

		expect(planned.current.text).toBe(BEFORE);
		expect(parts).not.toHaveBeenCalled();
		expect(written).toEqual([BEFORE.replace('"bio":""', '"bio":"New"')]);
	});

	it('is not written when others changed it, by however little', async () => {
		const { directory, written } = highqWith(BEFORE, BEFORE.replace('1.10', '1.11'));
		const [current] = await directory.find({ by: 'id', value: '31' }, {});
		if (!current) throw new Error('Nobody was found');

		const failure = await directory.update(current, change, {}).then(undefined, failureOf);

		expect(failure).toMatchObject({ kind: 'conflict' });
		expect(written).toEqual([]);
	});

	it('is written when only the spelling of the answer differs', async () => {
		const { directory, written } = highqWith(BEFORE, BEFORE.replace('{"user"', '{ "user"'));
		const [current] = await directory.find({ by: 'id', value: '31' }, {});
		if (!current) throw new Error('Nobody was found');

		await directory.update(current, change, {});

		expect(written).toHaveLength(1);
	});
});
