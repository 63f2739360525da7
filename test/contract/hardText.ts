/** Texts that some layer between a spreadsheet and a vendor likes to alter. */
export const HARD_TEXTS: readonly string[] = [
	'0012',
	'+44 7700 900123',
	'1E5',
	'Łódź',
	'张伟',
	"O'Brien & <Sons> ]]>",
	'🧭',
	'12345678901234567890',
];
