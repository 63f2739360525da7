import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './packed';

interface Pinned {
	readonly dependencies: Readonly<Record<string, string>>;
}

const textOf = (...place: readonly string[]): string => readFileSync(path.join(ROOT, ...place), 'utf8');
const { dependencies } = JSON.parse(textOf('test', 'oldest', 'package.json')) as Pinned;
const VERSIONS = readdirSync(path.join(ROOT, 'test', 'n8n-versions'));

describe('the oldest n8n that the package works in', () => {
	const oldest = dependencies['n8n-core'] ?? '';

	it('is one version, of engine and workflow', () => {
		expect(oldest).toMatch(/^\d+\.\d+\.\d+$/);
		expect(dependencies).toEqual({ 'n8n-core': oldest, 'n8n-workflow': oldest });
	});

	it('is also there as a whole, for the heart of the e2e suite', () => {
		expect(VERSIONS).toContain(oldest);
	});

	it.each(['README.md', 'CONTRIBUTING.md'])('is stated in %s', (file) => {
		expect(textOf(file)).toContain(`n8n ${oldest}`);
	});
});

it.each(VERSIONS)('the folder %s holds that n8n', (version) => {
	const pinned = JSON.parse(textOf('test', 'n8n-versions', version, 'package.json')) as Pinned;

	expect(pinned.dependencies).toEqual({ n8n: version });
});
