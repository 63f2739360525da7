import type { IDataObject } from 'n8n-workflow';

/** How Appenate writes a time that never came ("GET Environment") and a group that is none ("GET Task"). */
const NEVER = /^1990-01-01T00:00:01(\.0+)?(Z|\+00:00)?$/;
const NOBODY = /^\{?0{8}-?(0{4}-?){3}0{12}\}?$/;

/** A member's value as it is meant: what stands for nothing is null. */
export function unlessNone(value: IDataObject[string]): IDataObject[string] {
	return typeof value === 'string' && (NEVER.test(value) || NOBODY.test(value)) ? null : value;
}
