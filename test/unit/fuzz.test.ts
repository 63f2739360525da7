import { JSON_SUBJECTS } from '../fuzz/jsonSubjects';
import type { Verdict } from '../fuzz/subject';
import { VENDOR_XML_SUBJECTS } from '../fuzz/vendorXmlSubjects';
import { XML_SUBJECTS } from '../fuzz/xmlSubjects';
import { runs } from './runs';

/** The same documents each time; `npm run test:fuzz` takes a new seed and 100,000 for each. */
const SEED = 2025;
const COUNT = runs(500);

describe('generated documents', () => {
	it.each([...XML_SUBJECTS, ...VENDOR_XML_SUBJECTS, ...JSON_SUBJECTS])(
		'$name: no crash, no difference to an independent reader',
		({ run }) => {
			const verdicts = new Map<Verdict, number>();

			run({ seed: SEED, count: COUNT, each: (verdict) => verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1) });

			const readOrWritten = [...verdicts].filter(([verdict]) => verdict.startsWith('the same')).reduce((sum, [, times]) => sum + times, 0);
			expect(readOrWritten).toBeGreaterThan(COUNT / 20);
			expect(verdicts.size).toBeGreaterThan(1);
		},
	);
});
