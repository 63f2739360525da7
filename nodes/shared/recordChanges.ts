import { failed, failureOf } from './failure';

/*
 * Groups, folders, organisations: what is written back whole after it was read. Between the two somebody else may write,
 * so for one record one change runs after another, and nothing is sent twice that would undo what others did meanwhile.
 */

/** How one vendor reads and writes its records. `Content` is what a write takes along of a record. */
type WholeRecords<Doc, Content, Answer> = Readonly<{
	/** The vendor's name, and what a sentence calls the record: `group`. */
	vendor: string;
	what: string;
	read: (id: string) => Promise<Doc>;
	/** What a write sends that changes nothing. @throws FailureError when the record does not show it */
	contentOf: (record: Doc) => Content;
	/** The properties in which two contents differ, by name. */
	differences: (stored: Content, wanted: Content) => readonly string[];
	/** `beforeRepeat` is asked before the same request is sent again. */
	write: (asked: Readonly<{ id: string; before: Doc; content: Content; beforeRepeat: () => Promise<void> }>) => Promise<Answer>;
	/** What all spellings of an ID share. */
	idKey?: (id: string) => string;
	/** What helps after a conflict, besides another run. */
	advice?: string;
}>;

/** What became of a record; no `answer`: it was as it should be. */
export type Changed<Doc, Content, Answer> = Readonly<{ before: Doc; content: Content; answer?: Answer }>;

type RecordChanges<Doc, Content, Answer> = Readonly<{
	/**
	 * Reads a record, asks what its content is to be, and writes that if it differs; once more when somebody else wrote in between.
	 * @param isIgnored properties whose changes by others don't count
	 * @throws FailureError `conflict` when others wrote and it is not known what became of the write
	 */
	change: (id: string, next: (record: Doc) => Content, isIgnored?: (property: string) => boolean) => Promise<Changed<Doc, Content, Answer>>;
	/** Another write of the record, in its turn. */
	inTurn: <T>(id: string, task: () => Promise<T>) => Promise<T>;
}>;

/** Changes of one vendor's records within an execution. */
export function recordChanges<Doc, Content, Answer>(records: WholeRecords<Doc, Content, Answer>): RecordChanges<Doc, Content, Answer> {
	const { read, contentOf, differences, write, idKey = (id) => id } = records;
	const turn = turns();

	const once: RecordChanges<Doc, Content, Answer>['change'] = async (id, next, isIgnored = () => false) => {
		const before = await read(id);
		const content = next(before);
		if (differences(contentOf(before), content).length === 0) return { before, content };
		// What the first try left behind leads to the same content.
		const beforeRepeat = async (): Promise<void> => {
			const touched = differences(next(await read(id)), content).filter((property) => !isIgnored(property));
			if (touched.length > 0) throw changedMeanwhile(id, touched, records);
		};
		return { before, content, answer: await write({ id, before, content, beforeRepeat }) };
	};

	return {
		change: async (id, next, isIgnored) =>
			await turn(
				idKey(id),
				async () =>
					await once(id, next, isIgnored).catch(async (error: unknown) => {
						if (failureOf(error).kind !== 'conflict') throw error;
						return await once(id, next, isIgnored);
					}),
			),
		inTurn: async (id, task) => await turn(idKey(id), task),
	};
}

/** A record as it is after a write; what was answered where it can't be read, because what was written stays written. */
export async function recordAfter<Doc>(
	read: () => Promise<Doc>,
	answered: Doc,
): Promise<Readonly<{ record: Doc; warnings: readonly string[] }>> {
	return await read().then(
		(record) => ({ record, warnings: [] }),
		(error: unknown) => ({ record: answered, warnings: [`It was written, but could not be read afterward: ${failureOf(error).says}`] }),
	);
}

/** Runs tasks that share an id one after another, in the order in which they are asked for; others don't wait. */
export function turns(): <T>(id: string, task: () => Promise<T>) => Promise<T> {
	const lastOf = new Map<string, Promise<unknown>>();
	return async (id, task) => {
		const mine = (lastOf.get(id) ?? Promise.resolve()).then(task, task);
		lastOf.set(id, mine);
		return await mine;
	};
}

type Words = Pick<WholeRecords<unknown, unknown, unknown>, 'vendor' | 'what' | 'advice'>;

function changedMeanwhile(id: string, properties: readonly string[], { vendor, what, advice }: Words) {
	const usual = `Run this item again. It may have been written once; it was not sent again, because ${vendor} replaces the whole record and the other change would be lost.`;
	return failed({
		kind: 'conflict',
		says: `The ${what} ${id} was changed by someone else while this item ran: ${properties.join(', ')}`,
		todo: advice === undefined ? usual : `${usual} ${advice}`,
	});
}
