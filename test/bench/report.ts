import { show, type Figure } from './figures';

/** What a part of the bench found, for a person: on the terminal and in docs/scale.md. */
export type Section = Readonly<{ title: string; about: string; header: readonly string[]; rows: ReadonlyArray<readonly string[]> }>;

/** A ratio for the picture. */
export type Bar = Readonly<{ label: string; ratio: Figure }>;

export type Found = Readonly<{ sections: readonly Section[]; bars: readonly Bar[] }>;

export function markdownOf({ title, about, header, rows }: Section): string {
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	return [`### ${title}`, '', about, '', line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

export function textOf({ title, header, rows }: Section): string {
	const widths = header.map((_cell, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
	const line = (cells: readonly string[]): string => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
	return ['', title, ...[header, ...rows].map((row) => `  ${line(row)}`)].join('\n');
}

const ROW = 26;
const LEFT = 300;
const WIDTH = 760;
/** The largest ratio that the picture has room for. */
const MOST = 1.2;

/** Bars of ratios to the bare node, with their spread and a line at 1. It can be read in a light and a dark page. */
export function pictureOf(bars: readonly Bar[]): string {
	const x = (ratio: number): number => Math.round(LEFT + (Math.min(ratio, MOST) / MOST) * (WIDTH - LEFT - 130));
	const height = bars.length * ROW + 50;
	const rows = bars.map(({ label, ratio }, i) => {
		const y = 30 + i * ROW;
		return [
			`<text x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${label}</text>`,
			`<rect x="${LEFT}" y="${y + 2}" width="${x(ratio.median) - LEFT}" height="16" fill="#4a7ebb"/>`,
			`<line x1="${x(ratio.least)}" x2="${x(ratio.most)}" y1="${y + 10}" y2="${y + 10}" stroke="#d08030" stroke-width="2"/>`,
			`<text x="${WIDTH - 120}" y="${y + 14}">${show(ratio)}</text>`,
		].join('\n');
	});
	const one = `<line x1="${x(1)}" x2="${x(1)}" y1="24" y2="${height - 16}" stroke="#888" stroke-dasharray="4 3"/>`;
	const title = 'People per second, our node : bare node';
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" fill="#777" role="img">`,
		`<title>${title}</title>`,
		`<text x="${LEFT}" y="16" font-weight="bold">${title}</text>`,
		...rows,
		one,
		'</svg>',
		'',
	].join('\n');
}
