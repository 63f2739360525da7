import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from './programs';

const PRELOADED = path.join(__dirname, 'movedDate.cjs');
/** n8n looks into the file a little less often. */
const SEEN_MS = 60;

export type Clock = Readonly<{
	/** For an n8n whose clock can be set. Nobody is signed out, and no execution is removed, because months went by. */
	env: Environment;
	/** Sets the time; it runs on from there. */
	set: (time: Date) => Promise<void>;
}>;

/** @param file where the offset is kept, in milliseconds */
export function clockIn(file: string): Clock {
	writeFileSync(file, '0');
	return {
		env: {
			NODE_OPTIONS: `--require=${PRELOADED}`,
			CLOCK_FOR_TESTS: file,
			N8N_USER_MANAGEMENT_JWT_DURATION_HOURS: '8760',
			EXECUTIONS_DATA_PRUNE: 'false',
		},
		set: async (time) => {
			// At once: n8n may look while it is written.
			writeFileSync(`${file}.new`, String(time.getTime() - Date.now()));
			renameSync(`${file}.new`, file);
			await sleep(SEEN_MS);
		},
	};
}
