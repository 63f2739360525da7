import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Row } from './cell';

/** Where scripts/faults.mjs finds what it prints. */
const FOLDER = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/faults');

/** Keeps the rows of a part of the matrix. */
export function keepRows(name: string, rows: readonly Row[]): void {
	mkdirSync(FOLDER, { recursive: true });
	writeFileSync(path.join(FOLDER, `${name}.json`), JSON.stringify(rows));
}

/** Keeps a line of figures. */
export function addFigure(line: string): void {
	mkdirSync(FOLDER, { recursive: true });
	appendFileSync(path.join(FOLDER, 'figures.txt'), `${line}\n`);
}
