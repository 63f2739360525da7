import { freshSandbox } from '../freshSandbox';
import { BY_EMAIL, jsonOf, mapped, pairsOf, runAppenate } from './appenateRuns';

const ANA = 'ana.silva@example.test';
const SEAN = 'sean.obrien@example.test';

describe("a column for one of Appenate's metadata keys", () => {
	const sandbox = freshSandbox();
	const metadataOf = (email: string) =>
		Object.fromEntries(sandbox.person('appenate', email).Metadata.map(({ Key, Val = '' }) => [Key, Val]));
	const update = { resource: 'user', operation: 'update', ...BY_EMAIL };

	it('sets that key and leaves the others, item by item', async () => {
		const before = metadataOf(ANA);
		const items = [
			{ email: ANA, job: '0012' },
			{ email: SEAN, job: 'Łódź' },
		];
		const result = await runAppenate(sandbox, {
			items,
			parameters: { ...update, ...mapped({ 'Metadata: JobTitle': '={{ $json.job }}' }) },
		});

		expect([jsonOf(result).map(({ action }) => action), pairsOf(result)]).toEqual([
			['updated', 'updated'],
			[{ item: 0 }, { item: 1 }],
		]);
		expect(metadataOf(ANA)).toEqual({ ...before, JobTitle: '0012' });
		expect(metadataOf(SEAN).JobTitle).toBe('Łódź');
	});

	it('is found by "Map Automatically" among the members of an item', async () => {
		const schema = [
			{ id: 'Metadata: JobTitle', displayName: 'Metadata: JobTitle', required: false, defaultMatch: false, display: true, type: 'string' },
		];
		const items = [{ email: ANA, 'Metadata: JobTitle': 'Counsel', unknown: 'x' }];
		await runAppenate(sandbox, {
			items,
			parameters: { ...update, fields: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema } },
		});

		expect(metadataOf(ANA).JobTitle).toBe('Counsel');
	});
});
