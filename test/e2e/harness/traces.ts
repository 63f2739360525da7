import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The files below a folder by their paths, each byte a character: nothing gets lost in bytes that are no text. */
export function filesBelow(folder: string, isWanted: (place: string) => boolean): ReadonlyMap<string, string> {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const places = entries.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))).filter(isWanted);
	return new Map(places.map((place) => [place, readFileSync(path.join(folder, place), 'latin1')]));
}

/** Every value of every table, by the table's name: in the file itself a long value is cut into pages. */
export function tablesOf(file: string): ReadonlyMap<string, string> {
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const names = database
			.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
			.all()
			.map(({ name }) => String(name));
		return new Map(
			names.map((name) => [
				name,
				database
					.prepare(`SELECT * FROM "${name}"`)
					.all()
					.flatMap((row) => Object.values(row).map(textOf))
					.join('\n'),
			]),
		);
	} finally {
		database.close();
	}
}

function textOf(value: unknown): string {
	return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}
