import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { PACKAGES, ROOT, unpack, WHOLE } from './packed';

describe('the list of what is inside (SBOM)', () => {
	it.each(PACKAGES)('of %s is CycloneDX 1.6', (name) => {
		expect(findingsIn(sbomOf(name))).toEqual([]);
	});

	it('would be refused with a license that nobody knows', () => {
		const text = JSON.stringify(sbomOf(WHOLE)).replace('"id":"MIT"', '"id":"ours"');

		expect(findingsIn(JSON.parse(text))).not.toEqual([]);
	});
});

function sbomOf(name: string): unknown {
	const published = unpack(name);
	const sbom = published.json<unknown>('sbom.cdx.json');
	published.remove();
	return sbom;
}

/** By the schemas that CycloneDX publishes. */
function findingsIn(document: unknown): readonly unknown[] {
	const schemas = path.join(ROOT, 'node_modules', '@cyclonedx', 'cyclonedx-library', 'res', 'schema');
	const schema = (name: string): object => JSON.parse(readFileSync(path.join(schemas, name), 'utf8')) as object;
	const others = ['spdx', 'jsf-0.82', 'cryptography-defs'].map((name) => `${name}.SNAPSHOT.schema.json`);
	const ajv = new Ajv({ strict: false, allErrors: true });
	for (const name of others) ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}`);
	addFormats(ajv);
	// What ajv-formats has not: addresses with letters of any script.
	for (const name of ['idn-email', 'iri-reference']) ajv.addFormat(name, true);
	const validate = ajv.compile(schema('bom-1.6.SNAPSHOT.schema.json'));
	validate(document);
	return validate.errors ?? [];
}
