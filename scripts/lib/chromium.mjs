import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { root } from './places.mjs';

const PACKAGE = path.join(root, 'node_modules', '@sparticuz', 'chromium');
const OF_THE_SYSTEM = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => path.join('/usr/bin', name));

/**
 * A Chromium that starts on this machine: the one that CHROMIUM names, else the one that npm brought, else one of
 * the system. Answers with what a launch needs, `{ program, env }`, or with why there is none, `{ missing }`.
 */
export async function findChromium() {
	const named = process.env.CHROMIUM;
	const found = named
		? [startable(named)]
		: [await fromNpm(), ...OF_THE_SYSTEM.filter((file) => existsSync(file)).map((file) => startable(file))];
	return found.find(({ program }) => program) ?? { missing: found.map(({ missing }) => missing).join('; ') };
}

/** Also names the shared library that is missing, if one is. */
function startable(program, env = {}) {
	const { status, stderr, error } = spawnSync(program, ['--version'], {
		env: { ...process.env, ...env },
		encoding: 'utf8',
		timeout: 20_000,
	});
	if (status === 0) return { program, env };
	return { missing: `${program} does not start (${error?.message ?? (stderr.trim() || `code ${status}`)})` };
}

/** The package carries a compressed program for linux x64, with all but glibc that it needs: its libraries and a font. */
async function fromNpm() {
	if (process.platform !== 'linux' || process.arch !== 'x64')
		return { missing: `npm has no Chromium for ${process.platform} ${process.arch}` };
	if (!existsSync(PACKAGE)) return { missing: '@sparticuz/chromium is not installed' };
	const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
	const home = path.join(root, 'node_modules', '.cache', `chromium-${version}`);
	if (!existsSync(home)) await unpack(home);
	return startable(path.join(home, 'chromium'), { LD_LIBRARY_PATH: path.join(home, 'lib'), FONTCONFIG_PATH: home });
}

/** Under another name first, so that what was interrupted is not taken for complete. */
async function unpack(home) {
	const parts = `${home}.${process.pid}`;
	mkdirSync(parts, { recursive: true });
	await decompress('chromium.br', path.join(parts, 'chromium'), 0o755);
	for (const name of ['al2023', 'fonts']) {
		const archive = path.join(parts, `${name}.tar`);
		await decompress(`${name}.tar.br`, archive);
		execFileSync('tar', ['-xf', archive, '-C', parts]);
		rmSync(archive);
	}
	writeFileSync(path.join(parts, 'fonts.conf'), fontsIn(path.join(home, 'fonts'), '/usr/share/fonts'));
	rmSync(home, { recursive: true, force: true });
	renameSync(parts, home);
}

const decompress = (name, to, mode = 0o644) =>
	pipeline(createReadStream(path.join(PACKAGE, 'bin', name)), createBrotliDecompress(), createWriteStream(to, { mode }));

const fontsIn = (...folders) =>
	`<?xml version="1.0"?>\n<fontconfig>${folders.map((folder) => `<dir>${folder}</dir>`).join('')}<cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n`;
