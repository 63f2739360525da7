/** What no text for users may say, and what it says instead. n8n's words, American spelling, plain English. */
const NOT_SAID: ReadonlyArray<readonly [odd: RegExp, say: string]> = [
	[/\be-mails?\b/i, 'email'],
	[/\buser names?\b/i, 'username'],
	[/\bpeople not at the vendor\b/i, 'If Not Found in …'],
	[/\busers not in the input\b/i, 'Users Missing From the List'],
	[/\bwhom\b/i, 'items with no matching user, users who are not in the list'],
	[/\bleavers are users whose\b/i, 'Only Users Where'],
	[/\banybody may be a leaver\b/i, 'Include All Users'],
	[/\bfurther keys?\b/i, 'Also Look Up By'],
	[/\bitems at once\b/i, 'Concurrency'],
	[/\bas many as come\b/i, '0 means no limit'],
	[/\brefuse the item\b/i, 'Fail the Item'],
	[/\bthat you name\b/i, 'that you list'],
	[/\bten members\b/i, 'a short, flat version'],
	[/\bas the items say\b/i, 'in line with the list'],
	[/\bfor good\b/i, 'permanently'],
	[/\b(?:let|lets|letting) (?:\w+ ){0,3}(?<!fill )in\b|\blet(?:s)? (?:\w+ ){0,2}(?:into|sign in)\b/i, 'activate'],
	[/\b(?:keep|keeps|kept|keeping) (?:\w+ ){0,3}(?:out|from signing)\b/i, 'deactivate'],
	[/\bput(?:s|ting)? (?:\w+ ){0,3}away\b/i, 'archive'],
	[/\bswitch(?:es|ed|ing)? (?:\w+ ){0,4}(?:on|off)\b/i, 'turn on, turn off; of a user: deactivate'],
	[/\bturn(?:s|ed|ing)? (?:\w+ ){0,3}down\b/i, 'decline'],
	[/\bblanks?\b/i, 'spaces'],
	[/\bcapitals?\b/i, 'upper and lower case'],
	[/\bdo not email\b/i, 'Send Email'],
	[/\bdry run\b/i, 'Preview'],
];

/** Words that are spelled another way in America. HighQ's own word Organisation stays. */
const BRITISH: ReadonlyArray<readonly [odd: RegExp, say: string]> = [
	[/\b\w*(?:colou|favou|behaviou|honou|labou|neighbou|flavou|endeavou)r\w*\b/i, '-or'],
	[
		/\b(?:author|categor|custom|final|initial|minim|maxim|normal|optim|organ|recogn|serial|special|standard|summar|synchron|unauthor|util|capital|memor|prior|real)is(?:e|es|ed|er|ing|ation|ations)\b/i,
		'-ize, -ization',
	],
	[/\b(?:analys|paralys|catalys)(?:e|es|ed|ing)\b/i, '-yze'],
	[/\b\w*(?:cancel|label|model|signal|travel|total)l(?:ed|ing)\b/i, 'one l'],
	[/\b(?:licence|defence|offence)s?\b/i, '-se'],
	[/\b(?:centre|fibre|metre|litre)s?\b/i, '-er'],
	[/\b(?:catalogue|dialogue|programme)s?\b/i, 'catalog, dialog, program'],
	[
		/\b(?:grey|whilst|amongst|learnt|spelt|enrol|fulfil|artefacts?|judgement|postcodes?|specialit(?:y|ies))\b/i,
		'gray, while, among, learned, spelled, enroll …',
	],
];
const HIGHQ_WORDS = /\borganisations?\b/gi;

/** Names and paths are no words: `lastlogindate`, `authorise.action`, `$json.capitals`, an address. */
const CODE = /`[^`\n]*`|\{\{.*?\}\}|<[^>]*>|https?:\/\/\S+|\S*\w[._/]\w\S*/g;

type Kind = Readonly<{
	/** Whether the text is about HighQ Publisher, which has Organisations. */
	highQ?: boolean;
}>;

/** Each odd word in a text, with what it says instead. */
export function oddWords(text: string, { highQ = false }: Kind = {}): readonly string[] {
	const plain = text.replace(CODE, ' ');
	const english = highQ ? plain.replace(HIGHQ_WORDS, ' ') : plain;
	return [...NOT_SAID, ...BRITISH].flatMap(([odd, say]) => {
		const [found] = odd.exec(english) ?? [];
		return found === undefined ? [] : [`"${found}" (say: ${say}) in: ${text}`];
	});
}

/** A sentence has fewer words than this. */
export const MOST_WORDS = 30;

/** How many words of a text people read one after another. */
export function lengthOf(sentence: string): number {
	return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** A text's sentences; a heading and a row of a list are some of their own. */
export function sentencesOf(text: string): readonly string[] {
	return text.split(/(?<=[.!?…]["')\]]?)\s+|\n+/).filter((sentence) => /\p{L}/u.test(sentence));
}
