import { readAll } from '../shared/http/pages';
import type { JsonObject } from '../shared/json/json';
import { idOf, searchRows } from './wire/pages';
import type { AppenateRequest } from './wire/request';

export const FOLDERS = { path: '/folder/search', list: 'Folders' } as const;

/*
 * The first folder that is restricted hides whatever lies in no folder; the ones after it hide no more of it. Source:
 * "Folder Settings - User Access Permissions" of eForms Mobile and FormsFly.
 */

/** The folders as they were before an execution; undefined where their list can't say which ones are restricted. */
type FoldersBefore = readonly JsonObject[] | undefined;

/** Asks for the folders once in an execution, and only where one is to be restricted. */
export function foldersBefore(request: AppenateRequest): (changes: JsonObject) => Promise<FoldersBefore> {
	let asked: Promise<FoldersBefore> | undefined;
	return async ({ IsRestricted }) => {
		if (IsRestricted !== true) return undefined;
		asked ??= listed(request).catch(() => undefined); // a warning is not worth an error
		return await asked;
	};
}

/**
 * What a folder that becomes restricted does to all that lies elsewhere, as warnings of its item.
 * @param before the folder as it was, unless it is new
 */
export function restrictionWarnings(
	before: JsonObject | undefined,
	{ IsRestricted }: JsonObject,
	folders: FoldersBefore,
): readonly string[] {
	if (IsRestricted !== true || before?.IsRestricted === true) return [];
	if (folders === undefined) return [`Once an account has a restricted folder, ${WHAT_IS_HIDDEN}`];
	const own = before === undefined ? undefined : idOf(before);
	const hasAnother = folders.some((folder) => folder.IsRestricted === true && idOf(folder) !== own);
	return hasAnother ? [] : [`No other folder of the account is restricted. With the first one, ${WHAT_IS_HIDDEN}`];
}

const WHAT_IS_HIDDEN =
	'everything outside folders is hidden from users below Administrator, in the app, the portal and data tables. Check what is outside folders.';

async function listed(request: AppenateRequest): Promise<FoldersBefore> {
	const { rows, end } = await readAll(searchRows(request, { ...FOLDERS, query: [] }));
	return isTold(rows, end.complete) ? rows : undefined;
}

/** One that is restricted is enough. That none is has to be shown: answers may leave out what is false, or the property altogether. */
function isTold(folders: readonly JsonObject[], isComplete: boolean): boolean {
	const shown = folders.filter(({ IsRestricted }) => typeof IsRestricted === 'boolean');
	return shown.some(({ IsRestricted }) => IsRestricted === true) || (isComplete && (shown.length > 0 || folders.length === 0));
}
