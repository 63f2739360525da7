import { freshSandbox } from '../freshSandbox';
import type { FaultKind, VendorName } from '../sandbox';
import { jsonOf, runSync, SYNC_WAYS } from '../workflow/syncWays';

const sandbox = freshSandbox({ people: 6 });

const LOST_TRY = 'An earlier attempt got no answer, so the change may already be in place.';

describe.each(SYNC_WAYS)('an update whose first try was carried out and got no answer, at $title', (way) => {
	const vendor: VendorName = way.channel.startsWith('ispring') ? 'ispring' : (way.channel as VendorName);
	const someone = () => way.people(sandbox)[1]?.email ?? '';
	const update = async (email: string) =>
		jsonOf(await runSync(sandbox, way, { items: [{ email, text: 'mine' }], operation: 'update', continues: true }))[0];
	/** Carried out, no answer, and then the user is deleted by others. */
	const lose = (email: string, status: number): void => {
		sandbox.fail({
			channel: way.channel,
			times: 1,
			only: ({ isWrite }) => isWrite,
			kind: 'altered',
			afterHandling: true,
			alter: (answer) => {
				sandbox.remove(vendor, email);
				return { ...answer, status, headers: {}, body: Buffer.from('gave up') };
			},
		});
	};

	it.each([502, 503, 504])('and whose next one finds nobody, does not say that nothing was written (%d)', async (status) => {
		const email = someone();
		lose(email, status);
		const item = await update(email);

		expect(item).toHaveProperty('error');
		expect(JSON.stringify(item)).toContain(LOST_TRY);
		expect(JSON.stringify(item)).not.toMatch(/nothing was written|was not written/i);
	});

	it.each<[string, FaultKind]>([
		['is refused', { kind: 'status', status: 403, body: 'no' }],
		['finds the credential refused', { kind: 'status', status: 401, body: '' }],
	])('and whose next one %s, says what is not known', async (_what, fault) => {
		const isWrite = ({ isWrite: is }: { isWrite: boolean }): boolean => is;
		sandbox.fail({
			channel: way.channel,
			times: 1,
			only: isWrite,
			kind: 'altered',
			afterHandling: true,
			alter: (answer) => ({ ...answer, status: 504, headers: {}, body: Buffer.from('') }),
		});
		sandbox.fail({ channel: way.channel, skip: 0, only: isWrite, ...fault });
		const item = await update(someone());

		expect(item).toHaveProperty('error');
		expect(JSON.stringify(item)).toMatch(/unclear whether|may already be in place|may have been written/);
	});
});
