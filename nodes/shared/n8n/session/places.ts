/** Places that are given in the order in which they are asked for. */
export class Places {
	private inUse = 0;
	private readonly waiting: Array<() => void> = [];

	constructor(public most: number) {}

	isIdle(): boolean {
		return this.inUse + this.waiting.length === 0;
	}

	/** From now on there are so many; those who wait take the new ones. */
	grow(most: number): void {
		this.most = most;
		while (this.inUse < most && this.waiting.length > 0) this.next();
	}

	/** Takes a place. @returns what to wait for; undefined where there was one */
	taken(): Promise<void> | undefined {
		if (this.inUse >= this.most) return new Promise((resolve) => this.waiting.push(resolve));
		this.inUse += 1;
		return undefined;
	}

	/** Gives a place back. */
	free(): void {
		this.inUse -= 1;
		if (this.inUse < this.most) this.next();
	}

	private next(): void {
		const first = this.waiting.shift();
		if (!first) return;
		this.inUse += 1;
		first();
	}
}
