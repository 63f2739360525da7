import { createHash } from 'node:crypto';

/** The tokens that one vendor has issued and still honours. */
export class TokenBook {
	private readonly honoured = new Map<string, number>();
	private issued = 0;

	constructor(
		private readonly name: string,
		/** Honoured from the start, for tests that skip the sign-in. */
		private readonly first: readonly string[] = [],
	) {
		this.reset();
	}

	issue(lifeSeconds: number): string {
		this.issued += 1;
		const token = createHash('sha256').update(`${this.name} ${this.issued}`).digest('base64url');
		this.honoured.set(token, Date.now() + lifeSeconds * 1000);
		return token;
	}

	honours(token: string | undefined): boolean {
		const until = token === undefined ? undefined : this.honoured.get(token);
		return until !== undefined && Date.now() < until;
	}

	/** True once, then never again: for codes and rotating refresh tokens. */
	spend(token: string): boolean {
		const good = this.honours(token);
		this.honoured.delete(token);
		return good;
	}

	expireAll(): void {
		this.honoured.clear();
	}

	/** Counts on instead of starting over: a token from before the reset must stay dead. */
	reset(): void {
		this.honoured.clear();
		for (const token of this.first) this.honoured.set(token, Number.POSITIVE_INFINITY);
	}
}
