import { Readable } from 'node:stream';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { searchRows } from '../../nodes/Appenate/wire/pages';
import { appenateRequest } from '../../nodes/Appenate/wire/request';
import type { Send } from '../../nodes/shared/http/types';
import { deadlines } from '../../nodes/shared/n8n/session/deadline';
import { readAnswer } from '../../nodes/shared/n8n/session/wire';
import { pageText } from '../bench/directoryPages';

/*
 * Answers that have passed are to go with V8's quick collections. What outlives two of them stays until everything is looked
 * through, which a process puts off as long as it has memory.
 */

const PAGES = 60;
const PAGE = 250;
const PAGES_A_COLLECTION = 4;

function collector(): (how: Readonly<{ type: 'minor' | 'major' }>) => void {
	setFlagsFromString('--expose-gc');
	return runInNewContext('gc') as ReturnType<typeof collector>;
}

/** Texts of over 128 KB that have outlived quick collections, in bytes. */
function oldTexts(): number {
	return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'large_object_space')?.space_used_size ?? 0;
}

it('answers of a long list do not outlive what was made of them', async () => {
	const collect = collector();
	const withinTime = deadlines({ timeout: 60_000 });
	const bodies = Array.from({ length: PAGES }, (_, page) => Buffer.from(pageText(page, PAGES * PAGE)));
	let sent = 0;
	const send: Send = async (request) => {
		const response = { statusCode: 200, headers: { 'content-type': 'application/json' }, body: Readable.from([bodies[sent]]) };
		sent += 1;
		return await withinTime(request, async () => await readAnswer(response, request));
	};
	const credential = { service: 'custom', baseUrl: 'https://forms.example.test', companyId: '1', apiKey: 'k' };
	const rows = searchRows(appenateRequest({ credential, send }, 'json'), {
		path: '/user/search',
		list: 'Users',
		query: [],
		isWhole: true,
	});
	collect({ type: 'major' });
	const before = oldTexts();
	const kept = [];
	for (let count = 0; count < PAGES * PAGE; count += 1) {
		const { value } = await rows.next();
		// A few users of each page stay, as those do whom items name.
		if (count % 25 === 0) kept.push(value);
		if (count % (PAGE * PAGES_A_COLLECTION) === 0) collect({ type: 'minor' });
	}

	expect(kept).toHaveLength((PAGES * PAGE) / 25);
	const whole = bodies.reduce((sum, { length }) => sum + length, 0);
	expect(oldTexts() - before).toBeLessThan(whole / 8);
}, 60_000);
