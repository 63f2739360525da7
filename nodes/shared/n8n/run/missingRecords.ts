import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failureOf, invalid, mayHaveLanded } from '../../failure';
import { folded } from '../../provisioning/keys';
import type { RecordFinder } from '../../provisioning/recordFinder';
import type { Referred } from '../../provisioning/references';
import type { Repeats } from '../../provisioning/userOperation';
import { making } from '../../words';
import { isAdded, type Collection } from '../parameters/readings';
import { repeatsOf } from './userEdits';

/** The option that makes records first which a field names and the vendor does not have. */
export function createMissingOption(many: string, description: string): INodeProperties {
	const displayName = `Create Missing ${many}`;
	return {
		displayName,
		name: `createMissing${many.replaceAll(' ', '')}`,
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description,
	};
}

type Missing = Readonly<{
	finder: RecordFinder;
	/** Makes one and gives back its ID. */
	make: (name: string) => Promise<string>;
	option: INodeProperties;
	within: Collection;
}>;

/** What makes a record of a name that the vendor does not have; undefined where the option is off. It holds for the execution. */
export function makesMissing(
	context: IExecuteFunctions,
	{ finder, make, option, within }: Missing,
): ((name: string) => Promise<Referred>) | undefined {
	return isAdded(context, 0, option, within) ? creatingMissing({ finder, make, repeats: repeatsOf(context) }) : undefined;
}

/**
 * Makes records by name. One whose answer is lost is looked for before it is made again, and a name that differs from
 * another one in capitals only is refused: it is more likely a slip than a second record.
 */
export function creatingMissing({
	finder,
	make,
	repeats,
}: Pick<Missing, 'finder' | 'make'> & Readonly<{ repeats: Repeats }>): (name: string) => Promise<Referred> {
	const names = new Map<string, string>();

	const makeOnce = async (name: string, lost = 0): Promise<string> =>
		await making(finder.noun, async () => await make(name)).catch(async (error: unknown) => {
			if (!mayHaveLanded(failureOf(error))) throw error;
			// The vendor may still be at it: who looks too soon finds nothing.
			await repeats.pause(lost);
			const found = await finder.namedNow(name).catch(() => undefined);
			const [one, ...others] = found ?? [];
			if (one && others.length === 0) return one.id;
			if (found === undefined || one || lost >= repeats.most) throw error;
			return await makeOnce(name, lost + 1);
		});

	return async (name) => {
		for (const { name: there } of await finder.all()) names.set(folded(there.trim()), there);
		const twin = names.get(folded(name));
		if (twin !== undefined) throw onlyCapitals(finder.noun, name, twin);
		names.set(folded(name), name);
		return { value: await makeOnce(name), label: name };
	};
}

function onlyCapitals(noun: string, name: string, twin: string) {
	return invalid(
		'Fields',
		`No ${noun} "${name}" was created, because there is "${twin}", which differs in upper and lower case only`,
		`Map "${twin}", or create the other ${noun} yourself.`,
	);
}
