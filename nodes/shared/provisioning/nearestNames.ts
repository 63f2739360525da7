const MOST = 5;

/** The rows whose names have most of the words in a text, the likeliest first; none that has no word of it. Pure. */
export function nearestNames<Row extends Readonly<{ name: string }>>(text: string, rows: readonly Row[]): readonly Row[] {
	const words = wordsIn(text);
	return rows
		.map((row) => ({ row, fits: fitting(words, wordsIn(row.name)) }))
		.filter(({ fits }) => fits > 0)
		.sort((one, other) => other.fits - one.fits)
		.slice(0, MOST)
		.map(({ row }) => row);
}

/** Names that may be meant, as a question; undefined without any. */
export function didYouMean(rows: ReadonlyArray<Readonly<{ name: string; id: string }>>): string | undefined {
	if (rows.length === 0) return undefined;
	return `Did you mean ${rows.length === 1 ? '' : 'one of these: '}${rows.map(({ name, id }) => `${name}, ID ${id}`).join('; ')}?`;
}

export function wordsIn(text: string): readonly string[] {
	return text.match(/[\p{L}\p{M}\p{N}'\u2019]+/gu) ?? [];
}

const SHORTEST_STEM = 4;

/** How many of the words are in a name, or begin one there, whatever their capitals and marks. */
function fitting(wanted: readonly string[], name: readonly string[]): number {
	const own = name.map(plain);
	const isIn = (word: string): boolean => own.some((one) => one.startsWith(word) || (one.length >= SHORTEST_STEM && word.startsWith(one)));
	return wanted.map(plain).filter(isIn).length;
}

function plain(word: string): string {
	return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
