import type { JsonObject } from '../../../shared/json/json';

/**
 * What a folder that becomes restricted does to all that lies elsewhere, as warnings of its item. Source: "Folder
 * Settings - User Access Permissions" of eForms Mobile and FormsFly.
 * @param before the folder as it was, unless it is new
 */
export function restrictionWarnings(before: JsonObject | undefined, { IsRestricted }: JsonObject): readonly string[] {
	if (IsRestricted !== true || before?.IsRestricted === true) return [];
	return [
		'The folder is restricted. As soon as an account has one restricted folder, whatever lies in no folder is hidden from everybody below Administrator, in the app, in the portal and in data tables: check what lies in none',
	];
}
