import type { INodeProperties } from 'n8n-workflow';

import type { GuardLimits } from '../../provisioning/guard';
import type { MatchBy } from '../../provisioning/types';
import { EMPTY_OPTIONS } from './emptyValues';
import { guardOptions } from './guard';
import { incompleteListOption } from './incompleteLists';
import { otherKeysOption } from './otherKeys';
import { previewOption } from './previewOption';
import type { UserMode } from './user';

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
export function writeOptions(kind: Kind, { otherKeys, clears = false }: Choices = {}): INodeProperties[] {
	return [
		previewOption,
		...guardOptions(LIMITS[kind], kind === 'sync' ? 'directory' : 'items'),
		...(otherKeys ? [otherKeysOption(otherKeys)] : []),
		...(clears ? EMPTY_OPTIONS : []),
		...(kind === 'sync' ? [incompleteListOption] : []),
	];
}
