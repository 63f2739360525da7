import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './packed';
import { runScript } from './scripts';

type Lock = Readonly<{ packages: Readonly<Record<string, Readonly<{ version: string; name?: string; resolved?: string }>>> }>;

const n8nLock = JSON.parse(readFileSync(path.join(ROOT, 'test', 'n8n', 'package-lock.json'), 'utf8')) as Lock;

describe('What is locked', () => {
	const ofN8n = JSON.stringify(path.join(ROOT, 'test', 'n8n'));

	it('gets the address of each package from the registry of the machine that installs', async () => {
		const said = await runScript(`
			import { readLock, withAddresses } from 'locked';
			console.log(JSON.stringify(withAddresses(readLock(${ofN8n}), 'http://127.0.0.1:4873/npm')));`);
		const { packages } = JSON.parse(said) as Lock;
		expect(Object.keys(packages)).toEqual(Object.keys(n8nLock.packages));
		expect(packages['node_modules/n8n']?.resolved).toBe('http://127.0.0.1:4873/npm/n8n/-/n8n-2.41.1.tgz');
		expect(packages['node_modules/@n8n/di']?.resolved).toMatch(/^http:\/\/127\.0\.0\.1:4873\/npm\/@n8n\/di\/-\/di-\d+\.\d+\.\d+\.tgz$/);
		const alias = packages['node_modules/string-width-cjs'];
		expect(alias?.resolved).toBe(`http://127.0.0.1:4873/npm/string-width/-/string-width-${alias?.version}.tgz`);
		expect(Object.entries(packages).filter(([place, { resolved }]) => place !== '' && !resolved)).toEqual([]);
	});

	it('has a part that is sqlite3 with all that builds it, in the same versions', async () => {
		const said = await runScript(`
			import { partOf, readLock } from 'locked';
			console.log(JSON.stringify(partOf(readLock(${ofN8n}), 'sqlite3')));`);
		const { manifest, lock } = JSON.parse(said) as { manifest: { dependencies: object }; lock: Lock };
		const { '': own, ...others } = lock.packages;
		expect(manifest.dependencies).toEqual({ sqlite3: n8nLock.packages['node_modules/sqlite3']?.version });
		expect(Object.keys(others)).toEqual(
			expect.arrayContaining(['bindings', 'node-addon-api', 'prebuild-install'].map((name) => `node_modules/${name}`)),
		);
		expect(Object.keys(others).length).toBeLessThan(200);
		for (const [place, entry] of Object.entries(others)) expect(entry).toEqual(n8nLock.packages[place]);
		expect(own).toMatchObject({ dependencies: manifest.dependencies });
	});
});

describe('An installation', () => {
	let folder: string;
	let registry: Server;
	let asked: string[];
	/** Where the registry keeps the package. */
	let kept: string;
	let isDown: boolean;

	beforeEach(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'install-test-'));
		const tarball = packed(folder);
		asked = [];
		isDown = false;
		kept = '/greeting/-/greeting-1.0.0.tgz';
		const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
		registry = createServer(({ url = '', headers }, response) => {
			asked.push(url);
			if (isDown) return response.writeHead(500).end();
			if (url === kept) return response.end(tarball);
			if (url !== '/greeting') return response.writeHead(404).end('{}');
			const dist = { tarball: `http://${headers.host}${kept}`, integrity };
			return response.end(JSON.stringify({ name: 'greeting', versions: { '1.0.0': { name: 'greeting', version: '1.0.0', dist } } }));
		});
		await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
		const dependencies = { greeting: '1.0.0' };
		const packages = { '': { name: 'home', dependencies }, 'node_modules/greeting': { version: '1.0.0', integrity } };
		put('package.json', { name: 'home', private: true, dependencies });
		put('package-lock.json', { name: 'home', lockfileVersion: 3, requires: true, packages });
	});

	afterEach(async () => {
		await new Promise((resolve) => registry.close(resolve));
		rmSync(folder, { recursive: true, force: true });
	});

	const put = (name: string, content: object) => writeFileSync(path.join(folder, name), JSON.stringify(content));
	const has = (...place: string[]) => existsSync(path.join(folder, ...place));
	const install = () =>
		runScript(`import { install } from 'install'; await install(${JSON.stringify(folder)}, 'a greeting');`, {
			npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
			npm_config_cache: path.join(folder, 'cache'),
			npm_config_fetch_retries: '0',
		});

	it('asks the registry for each package once, and for nothing else', async () => {
		const before = readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
		expect(await install()).toMatch(/^ {2}Installing a greeting: [\d.]+ s\n$/);
		expect(asked).toEqual([kept]);
		expect(has('node_modules', 'greeting', 'package.json')).toBe(true);
		expect(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).toBe(before);
		expect(has('.installing')).toBe(false);
	});

	it('is not done twice', async () => {
		await install();
		expect(await install()).toBe('');
		expect(asked).toEqual([kept]);
	});

	it('asks a registry that keeps its packages elsewhere where they are', async () => {
		kept = '/download/greeting.tgz';
		await install();
		expect(asked.slice(1)).toEqual(['/greeting', kept]);
		expect(has('node_modules', 'greeting', 'package.json')).toBe(true);
	});

	it('that was interrupted begins anew, and what was there before stays until it is done', async () => {
		mkdirSync(path.join(folder, '.installing', 'node_modules', 'half'), { recursive: true });
		mkdirSync(path.join(folder, 'node_modules', 'old'), { recursive: true });
		isDown = true;
		await expect(install()).rejects.toThrow('Installing a greeting failed');
		expect(has('node_modules', 'old')).toBe(true);
		isDown = false;
		await install();
		expect([has('node_modules', 'old'), has('node_modules', 'half'), has('.installing')]).toEqual([false, false, false]);
		expect(has('node_modules', 'greeting', 'package.json')).toBe(true);
	});
});

describe('Steps side by side', () => {
	const waits = `['--eval', 'setTimeout(() => {}, 50_000)']`;

	it('are told of one by one as they end, and are all over when one fails', async () => {
		const said = await runScript(`
			import { sideBySide, step } from 'step';
			const node = process.execPath;
			const failing = async () => {
				await step('Being quick', node, ['--eval', '0']);
				await step('Failing', node, ['--eval', 'console.log("no disk"); process.exit(3)']);
			};
			await sideBySide(() => step('Waiting', node, ${waits}), failing).catch(({ message }) => console.log(message));`);
		expect(said).toMatch(/^ {2}Being quick: [\d.]+ s\nFailing failed \(code 3\) after [\d.]+ s\.\nno disk\n/);
		expect(said).not.toContain('Waiting');
	});

	it('share one line while they go on', async () => {
		const said = await runScript(`
			import { ticking } from 'step';
			const real = setInterval;
			globalThis.setInterval = (show) => real(show, 50);
			const first = ticking('Reading', () => '3 of 9');
			const second = ticking('Writing');
			setTimeout(() => { first(); second(); }, 500);`);
		expect(said.split('\n')[0]).toBe('  Reading … 0 s, 3 of 9 · Writing … 0 s');
	});
});

function packed(folder: string): Buffer {
	const source = path.join(folder, 'greeting');
	mkdirSync(source);
	writeFileSync(path.join(source, 'package.json'), JSON.stringify({ name: 'greeting', version: '1.0.0' }));
	const to = ['--pack-destination', folder, '--loglevel=error'];
	execFileSync('npm', ['pack', source, ...to]);
	return readFileSync(path.join(folder, 'greeting-1.0.0.tgz'));
}
