import { sources, textOf } from './sources.mjs';
import { isAtLeast } from './version.mjs';

/** The newest section is that of the version, has a day, and tells something. */
export function changelog() {
	const [{ manifest }] = sources();
	const sections = [...(textOf('CHANGELOG.md') ?? '').matchAll(/^## \[(.+?)\](?: - (.+))?\n([^]*?)(?=^## |(?![^]))/gm)].map(
		([, version, day, text]) => ({ version, day, text: text.trim() }),
	);
	const [newest, before] = sections;
	const heading = `## [${manifest.version}] - <year-month-day>`;
	if (newest?.version !== manifest.version) {
		const says = newest
			? `CHANGELOG.md begins with ${newest.version}, package.json has ${manifest.version}`
			: 'CHANGELOG.md has no sections';
		return [{ says, todo: `Tell users what is new under "${heading}", or correct the version` }];
	}
	const findings = [];
	if (newest.text === '') findings.push({ says: `CHANGELOG.md says nothing of ${newest.version}`, todo: 'Tell users what is new' });
	if (before && isAtLeast(before.version, newest.version)) {
		findings.push({ says: `CHANGELOG.md has ${newest.version} after ${before.version}`, todo: 'Raise the version' });
	}
	if (newest.day === 'Unreleased') {
		findings.push({
			says: `CHANGELOG.md has no day for ${newest.version}`,
			todo: `Write "${heading}" in place of Unreleased`,
			atTag: true,
		});
	} else if (!isDay(newest.day)) {
		findings.push({ says: `CHANGELOG.md gives ${newest.version} the day "${newest.day ?? ''}"`, todo: `Write "${heading}"` });
	}
	return findings;
}

const isDay = (text) =>
	/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
