import { PACKAGES, unpack, WHOLE, type Manifest } from './packed';

type Component = Readonly<{ 'bom-ref': string; group?: string; name: string; version: string; licenses: readonly unknown[] }>;
type Sbom = Readonly<{
	metadata: Readonly<{ component: Component }>;
	components: readonly Component[];
	dependencies: ReadonlyArray<Readonly<{ ref: string; dependsOn?: readonly string[] }>>;
}>;

const nameOf = ({ group, name, version }: Component): string => `${group === undefined ? name : `${group}/${name}`} ${version}`;

describe.each(PACKAGES)('the list of what is inside %s (SBOM)', (name) => {
	const published = unpack(name);
	const manifest = published.json<Manifest>('package.json');
	const sbom = published.json<Sbom>('sbom.cdx.json');
	afterAll(published.remove);

	it('is of this package and this version', () => {
		expect(nameOf(sbom.metadata.component)).toBe(`${manifest.name} ${manifest.version}`);
	});

	it('names the libraries that NOTICE names', () => {
		const inNotice = [...published.read('NOTICE').matchAll(/^-{80}\n(\S+ \S+) \(/gm)].map(([, library]) => library);

		expect(inNotice.length).toBeGreaterThan(0);
		expect(sbom.components.map(nameOf)).toEqual(inNotice);
	});

	it('says of each library what brings it in', () => {
		const [own = '', ...others] = sbom.dependencies.map(({ ref }) => ref);
		const reached = new Set<string>();
		const reach = (ref: string): void => {
			if (reached.has(ref)) return;
			reached.add(ref);
			sbom.dependencies.find((one) => one.ref === ref)?.dependsOn?.forEach(reach);
		};
		reach(own);

		expect(own).toBe(sbom.metadata.component['bom-ref']);
		expect([...reached].sort()).toEqual([own, ...others].sort());
		expect(others.sort()).toEqual(sbom.components.map((one) => one['bom-ref']).sort());
	});
});

it('names an XML library only in packages that bring one', () => {
	const librariesOf = (name: string): readonly string[] => {
		const published = unpack(name);
		const { components } = published.json<Sbom>('sbom.cdx.json');
		const hasXml = published.files.some((file) => file.endsWith('/xml/libraries.js'));
		published.remove();
		return components.filter((one) => one.name === 'xmlbuilder2').map(() => (hasXml ? 'brought' : 'not brought'));
	};

	expect(librariesOf(WHOLE)).toEqual(['brought']);
	expect(librariesOf('n8n-nodes-axero')).toEqual([]);
	expect(PACKAGES.flatMap(librariesOf)).not.toContain('not brought');
});
