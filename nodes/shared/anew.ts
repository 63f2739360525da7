import { failureOf } from './failure';

/** Reads and writes; once more from the start when somebody else changed the record in between. */
export async function anewAfterConflict<T>(readAndWrite: () => Promise<T>): Promise<T> {
	return await readAndWrite().catch(async (error: unknown) => {
		if (failureOf(error).kind !== 'conflict') throw error;
		return await readAndWrite();
	});
}
