import { failed } from '../../nodes/shared/failure';
import type { Send, VendorAnswer, VendorRequest } from '../../nodes/shared/http/types';
import type { FaultKind } from '../sandbox/types';

export type Person = Readonly<Record<string, string>>;
type Fault = Extract<FaultKind, { kind: 'malformed' | 'redirect' | 'reset' | 'status' }>;

const PEOPLE: readonly Person[] = [
	{ id: '1', email: 'Ana@example.test', name: 'Ana', phone: '0012', active: 'true' },
	{ id: '2', email: 'bo@example.test', name: 'Bo', phone: '7', active: 'true' },
];

/** Where the people of a vendor live that is not there: in memory, behind a way out that answers in JSON. */
export class MemoryStore {
	people = new Map(PEOPLE.map((one) => [one.id ?? '', one]));
	readonly written: VendorRequest[] = [];
	private faults: Fault[] = [];

	readonly reset = (): void => {
		this.people = new Map(PEOPLE.map((one) => [one.id ?? '', one]));
		this.written.length = 0;
		this.faults = [];
	};
	readonly writes = (): readonly VendorRequest[] => this.written;
	readonly fail = (fault: Fault): void => void this.faults.push(fault);

	readonly send: Send = async (request) => {
		const fault = this.faults.shift();
		if (fault?.kind === 'redirect') throw failed({ kind: 'redirected', status: 302, says: `The address redirects to ${fault.to}` });
		if (fault?.kind === 'reset') throw failed({ kind: 'unreachable', landed: 'maybe', says: 'No answer' });
		if (fault?.kind === 'malformed') return answer(200, fault.body);
		if (fault?.kind === 'status') return answer(fault.status, fault.body ?? '');
		if (request.method !== 'GET') this.written.push(request);
		return await Promise.resolve(answer(200, JSON.stringify(this.handled(request))));
	};

	private handled({ method, url, body = '{}' }: VendorRequest): readonly Person[] {
		const id = decodeURIComponent(url.split('/').at(-1) ?? '');
		if (method === 'GET') return [...this.people.values()];
		if (method === 'DELETE' && this.people.delete(id)) return [];
		const next = method === 'POST' ? String(this.people.size + 1) : id;
		this.people.set(next, { active: 'true', ...this.people.get(id), ...(JSON.parse(body) as Person), id: next });
		return [this.people.get(next) ?? {}];
	}
}

function answer(status: number, body: string): VendorAnswer {
	return { status, statusText: '', headers: {}, body };
}
