import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { GuardLimits } from '../../provisioning/guard';
import type { MatchBy } from '../../provisioning/types';
import { booleanOf } from './booleans';
import { EMPTY_OPTIONS } from './emptyValues';
import { guardOptions } from './guard';
import { incompleteListOption } from './incompleteLists';
import { otherKeysOption } from './otherKeys';
import type { UserMode } from './user';

/** The option that shows what an operation would do. It holds for the execution. */
export const previewOption: INodeProperties = {
	displayName: 'Preview (Dry Run)',
	name: 'preview',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to write nothing and show what would be done instead: per item the action, how the user was found, each change, and the requests that would be sent',
};

/** @throws FailureError `invalid` for what is neither true nor false, so that nothing is written by mistake */
export function isPreview(context: Pick<IExecuteFunctions, 'getNodeParameter'>): boolean {
	return booleanOf(context, 0, previewOption, 'options');
}

/** What kind of write an operation makes: it decides which limits its guard offers. */
type Kind = 'create' | 'update' | 'activate' | 'deactivate' | 'delete' | 'sync';

const LIMITS: Readonly<Record<Kind, ReadonlyArray<keyof GuardLimits>>> = {
	create: ['changes', 'share'],
	update: ['changes', 'share', 'deactivations', 'identityChanges'],
	activate: ['changes', 'share'],
	deactivate: ['changes', 'share', 'deactivations'],
	delete: ['changes', 'share', 'deletions'],
	sync: ['changes', 'share', 'deactivations', 'identityChanges'],
};

type Choices = Readonly<{
	/** Keys that can be tried after the one under User; none for operations that don't look users up. */
	otherKeys?: ReadonlyArray<UserMode<MatchBy>>;
	/** Whether the operation maps fields, which then can be emptied. */
	clears?: boolean;
}>;

/** The options that every operation which writes users shares: preview, guard, further keys, emptiness. */
export function optionsOfWrites(kind: Kind, { otherKeys, clears = false }: Choices = {}): INodeProperties[] {
	return [
		previewOption,
		...guardOptions(LIMITS[kind], kind === 'sync' ? 'directory' : 'items'),
		...(otherKeys ? [otherKeysOption(otherKeys)] : []),
		...(clears ? EMPTY_OPTIONS : []),
		...(kind === 'sync' ? [incompleteListOption] : []),
	];
}
