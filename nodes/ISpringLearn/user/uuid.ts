/** Whether a text has the form that IDs have in current accounts, with braces or without. Older accounts have whole numbers. */
export function isUuid(text: string): boolean {
	return /^\{?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}?$/i.test(text);
}
