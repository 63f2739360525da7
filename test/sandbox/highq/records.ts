import { type Json, isJsonObject } from './exactJson';

/** An organisation or a user group as the API shows it. A PUT replaces all of it but the id. */
export interface HighQRecord {
	id: number;
	name: string;
	[member: string]: Json;
}

/** Records in memory, by id. What is stored is never shared with the caller. */
export class RecordBook {
	private records: HighQRecord[];

	constructor(private readonly seed: () => HighQRecord[]) {
		this.records = seed();
	}

	reset(): void {
		this.records = this.seed();
	}

	all(): HighQRecord[] {
		return structuredClone(this.records);
	}

	byId(id: number | string): HighQRecord | undefined {
		return this.all().find((record) => String(record.id) === String(id));
	}

	/** @returns the new id */
	add(record: Omit<HighQRecord, 'id'> & { name: string }): number {
		const id = Math.max(0, ...this.records.map((one) => one.id)) + 1;
		this.records.push(structuredClone({ ...record, id }));
		return id;
	}

	put(next: HighQRecord): void {
		this.records = this.records.map((one) => (one.id === next.id ? structuredClone(next) : one));
	}

	remove(id: number): void {
		this.records = this.records.filter((one) => one.id !== id);
	}
}

/** The organisations and user groups of one instance. */
export class HighQBooks {
	readonly organisations = new RecordBook(() => structuredClone(SOME_ORGANISATIONS));
	readonly groups = new RecordBook(() => structuredClone(SOME_GROUPS));

	reset(): void {
		this.organisations.reset();
		this.groups.reset();
	}
}

const SOME_ORGANISATIONS: HighQRecord[] = [
	{
		id: 75,
		name: 'Example Holding',
		status: 'active',
		autologin: false,
		domains: ['example.test', 'holding.test'],
		homepage: 'https://www.example.test/home',
		guid: '5f1c1f2e-0000-4000-8000-000000000075',
		url: 'https://www.example.test',
		addresses: [
			{ addressid: 98, isDefault: true, addressline1: '1 High Street', city: 'Lisbon', country: 'Portugal', postcode: '01001' },
			{ addressid: 100, isDefault: false, addressline1: '2 Quay', city: 'Cork', country: 'Ireland', postcode: 'T12' },
		],
		img: '',
		industry: 'Holding',
		category: 'Client',
		keycontacts: [3],
		users: [3, 4, 5],
		// No page mentions these two, as on an instance they may well be there.
		relationshipscore: { exactNumber: '2.50' },
		partnercode: { exactNumber: '12345678901234567875' },
	},
	{
		id: 76,
		name: 'Łódź & Partners',
		status: 'active',
		autologin: true,
		domains: ['lodz.test'],
		homepage: '',
		guid: '5f1c1f2e-0000-4000-8000-000000000076',
		url: 'https://lodz.test',
		addresses: [{ addressid: 99, isDefault: true, addressline1: 'Rynek 3', city: 'Łódź', country: 'Poland', postcode: '90-001' }],
		img: '',
		industry: 'Legal',
		category: 'Panel firm',
		keycontacts: [],
		users: [],
	},
];

/** Which organisations form an organisation group: only a filter of the user list knows of them. */
export const ORGANISATION_GROUPS: Readonly<Record<string, readonly number[]>> = { Clients: [75], Panel: [76] };

const SOME_GROUPS: HighQRecord[] = [
	{
		id: 7,
		name: 'Tax',
		users: [3, 5],
		createddate: '28-05-2030 11:03:00:000',
		organisationcount: 1,
		legacykey: { exactNumber: '12345678901234567807' },
	},
	{ id: 8, name: 'Legal & <Co>', users: [4], createddate: '12-03-2029 09:15:00:000', organisationcount: 1 },
];

/** `locations` is matched against the address fields of the organisation. */
export function placesOf(organisation: HighQRecord | undefined): string[] {
	const addresses = Array.isArray(organisation?.addresses) ? organisation.addresses : [];
	return addresses.flatMap((address) => (isJsonObject(address) ? Object.values(address).map(String) : []));
}
