import { createHash } from 'node:crypto';

/** An invented person, before a vendor stores her in its own form. */
export interface Person {
	/** 1, 2, 3 … the same at every vendor. */
	readonly number: number;
	readonly firstName: string;
	readonly lastName: string;
	/** The part before @example.test; also the user name and login. */
	readonly userName: string;
	readonly email: string;
	readonly department: string;
	readonly jobTitle: string;
	readonly phone: string;
	readonly mobile: string;
	readonly city: string;
	readonly country: string;
	/** With its leading zeros. */
	readonly employeeNumber: string;
	/** Of the head of the department; empty for the first person. */
	readonly managerUserName: string;
}

export const DEPARTMENTS = ['Sales', 'Legal', 'Finance', 'Engineering', 'People', 'Support', 'Field crew', 'Marketing'];
export const COUNTRIES = ['Portugal', 'Ireland', 'China', 'Poland', 'United Kingdom', 'Germany', 'France', 'Brazil'];
export const USUAL_NUMBER_OF_PEOPLE = 36;

// first name | last name | user name | job title | phone | city | index in COUNTRIES
const ROWS = `
Ana|Silva|ana.silva|Account manager|+351 21 555 0101|Lisbon|0
Seán|O'Brien|sean.obrien|General counsel|+44 7700 900123|Cork|1
伟|张|wei.zhang|Controller|+86 10 5550 0103|北京|2
Łukasz|Żółć|lukasz.zolc|Engineer|+48 42 555 01 04|Łódź|3
Amelia|Smith-Jones|amelia.smith-jones|HR partner|020 7946 0105|Leeds|4
Jürgen|Groß|juergen.gross|Support lead|0049 30 5550106|Köln|5
Chloé|D'Arcy|chloe.darcy|Field technician|+33 1 55 50 01 07|Besançon|6
João|Conceição|joao.conceicao|Brand designer|+55 11 5550-0108|São Paulo|7
Mary Ann|van der Berg|maryann.vdberg|Sales engineer|+44 20 7946 0109|Bath|4
Aoife|Ní Bhriain|aoife.nibhriain|Paralegal|(01) 555 0110|Dublin|1
Tom & Co|Baker <TB>|tom.baker|Accountant|020 7946 0111|York|4
Zoë|Müller|zoe.mueller|Engineer|+49 89 5550112|München|5
Null|Nguyen|null.nguyen|Recruiter|+33 4 55 50 01 13|Lyon|6
Björk|True|bjoerk.true|Support agent|1E5|Hull|4
Piotr|Wiśniewski|piotr.wisniewski|Field technician|+48 22 555 01 15|Kraków|3
Beatriz|Costa|beatriz.costa|Copywriter|+351 22 555 0116|Porto|0
Liam|Murphy|liam.murphy|Account manager|+353 21 555 0117|Cork|1
Olivia|Taylor|olivia.taylor|Solicitor|020 7946 0118|London|4
秀英|王|xiuying.wang|Analyst|+86 21 5550 0119|上海|2
Emil|Schäfer|emil.schaefer|Engineer|+49 40 5550120|Hamburg|5
Camille|Lefèvre|camille.lefevre|HR generalist|+33 3 55 50 01 21|Nancy|6
Rafael|Souza|rafael.souza|Support agent|+55 21 5550-0122|Rio de Janeiro|7
Agnieszka|Dąbrowska|agnieszka.dabrowska|Field technician|+48 61 555 01 23|Poznań|3
Harry|Evans|harry.evans|Events manager|020 7946 0124|Cardiff|4
Inês|Ferreira|ines.ferreira|Account manager|+351 23 555 0125|Coimbra|0
Niamh|Kelly|niamh.kelly|Contracts manager|+353 91 555 0126|Galway|1
Max|Weiß|max.weiss|Payroll clerk|+49 69 5550127|Frankfurt|5
Hugo|Bernard|hugo.bernard|Engineer|+33 5 55 50 01 28|Bordeaux|6
Larissa|Gonçalves|larissa.goncalves|Trainer|+55 31 5550-0129|Belo Horizonte|7
Grace|Walker|grace.walker|Support agent|020 7946 0130|Bristol|4
Tomasz|Kamiński|tomasz.kaminski|Dispatcher|+48 71 555 01 31|Wrocław|3
Sofia|Almeida|sofia.almeida|Web editor|+351 28 555 0132|Faro|0
Conor|Walsh|conor.walsh|Account manager|+353 51 555 0133|Waterford|1
Hannah|Becker|hannah.becker|Compliance officer|+49 221 5550134|Bonn|5
Lucas|Martin|lucas.martin|Treasurer|+33 2 55 50 01 35|Nantes|6
Maya|Patel|maya.patel|Engineer|020 7946 0136|Leicester|4`
	.trim()
	.split('\n')
	.map((row) => row.split('|'));

/** Always the same people in the same order; beyond the usual number they are generated. */
export function inventPeople(howMany = USUAL_NUMBER_OF_PEOPLE): Person[] {
	return Array.from({ length: howMany }, (_unused, index) => invent(index));
}

function invent(index: number): Person {
	const number = index + 1;
	const digits = String(number).padStart(5, '0');
	const [firstName = 'Extra', lastName = `Person ${number}`, userName = `person.${digits}`, ...rest] = ROWS[index] ?? [];
	const [jobTitle = 'Associate', phone = `020 7946 ${digits}`, city = 'London', country = '4'] = rest;
	const head = index % DEPARTMENTS.length;
	const manager = index < DEPARTMENTS.length ? ROWS[0] : ROWS[head];
	return {
		number,
		firstName,
		lastName,
		userName,
		email: `${userName}@example.test`,
		department: DEPARTMENTS[head] ?? '',
		jobTitle,
		phone,
		mobile: `+44 7700 9${digits}`,
		city,
		country: COUNTRIES[Number(country)] ?? '',
		employeeNumber: String(number === 2 ? 12 : 100 + number).padStart(4, '0'),
		managerUserName: index === 0 ? '' : (manager?.[2] ?? ''),
	};
}

/** 32 hex digits that look random and are always the same for the same name. */
export function steadyHex(name: string): string {
	return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

export function steadyUuid(name: string): string {
	const hex = steadyHex(name);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
