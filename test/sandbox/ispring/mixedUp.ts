import type { FaultKind, ISpringPerson } from '../index';

type What = 'id' | 'names';

/** An answer about one person that comes out as if it were about another one: with that ID, or that login and email address. */
export function aboutSomebodyElse(asked: ISpringPerson, other: ISpringPerson, what: readonly What[] = ['id', 'names']): FaultKind {
	const numbered = new RegExp(`(userId>)${asked.legacyId}(<)`, 'g');
	const swaps: Readonly<Record<What, (text: string) => string>> = {
		id: (text) => text.replaceAll(asked.userId, other.userId).replace(numbered, `$1${other.legacyId}$2`),
		names: (text) => ['login', 'email'].reduce((sum, name) => sum.replaceAll(asked.fields[name] ?? '', other.fields[name] ?? ''), text),
	};
	return {
		kind: 'altered',
		afterHandling: true,
		alter: ({ headers: { 'content-length': _length, ...headers }, body, ...answer }) => ({
			...answer,
			headers,
			body: Buffer.from(what.reduce((text, one) => swaps[one](text), body.toString())),
		}),
	};
}
