type Onward<Place> = Readonly<{ next?: Place; following?: readonly Place[] }>;

/** Reads what stands at places, and what follows before it is asked for. */
type Ahead<Place, Came> = Readonly<{
	read: (place: Place) => Promise<Came>;
	/** Told of what was read; where it names what follows the next place, that is read now. */
	expect: (page: Onward<Place>) => void;
}>;

/**
 * Reads the pages of a list ahead of time. It makes no difference to what a second look sees: all of it is read after the first.
 * @param most how many pages are read at all, unless more are asked for
 */
export function readingAhead<Place, Came>(read: (place: Place) => Promise<Came>, most: number): Ahead<Place, Came> {
	const underWay = new Map<string, Promise<Came>>();
	let begun = 0;
	const begin = async (place: Place): Promise<Came> => {
		const at = JSON.stringify(place);
		const known = underWay.get(at);
		if (known) return await known;
		begun += 1;
		const reading = read(place);
		underWay.set(at, reading);
		reading.catch(() => undefined); // whoever asks for the page is told
		return await reading;
	};
	return {
		read: async (place) => {
			const came = await begin(place);
			underWay.delete(JSON.stringify(place));
			return came;
		},
		expect: ({ next, following = [] }) => {
			if (next === undefined || following.length === 0) return;
			for (const one of [next, ...following]) if (begun < most) begin(one).catch(() => undefined);
		},
	};
}
