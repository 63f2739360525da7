import { gzipSync } from 'node:zlib';

import { freshSandbox } from '../freshSandbox';
import type { FaultKind, LoggedRequest } from '../sandbox';
import { actionsOf, jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { wroteBy } from '../workflow/ways';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
/** Some bytes that were promised never come, where there is no body too. */
const BROKEN_OFF: FaultKind = {
	kind: 'altered',
	afterHandling: true,
	alter: (answer) => ({ ...answer, headers: { ...answer.headers, 'content-length': String(answer.body.length + 10) }, ends: 'connection' }),
};

describe.each(SYNC_WAYS)('an answer that breaks off, at $title', (way: SyncWay) => {
	const run = async (operation: string, options = {}) =>
		await runSync(sandbox, way, { items: [{ email: ANA, text: 'one' }], operation, options });

	it('is no user, and no empty one', async () => {
		sandbox.fail({ channel: way.channel, ...BROKEN_OFF });
		const result = await run('get', { maxRetries: 0 });

		expect(jsonOf(result)).toEqual([]);
		expect(result.error?.message).toContain('No answer from 127.0.0.1');
		expect(result.error?.description).not.toContain('unclear');
	});

	it('is no update that went well; it says that the user may be written', async () => {
		sandbox.fail({ channel: way.channel, only: ({ isWrite }) => isWrite, ...BROKEN_OFF });
		const result = await run('update', { maxRetries: 0 });

		expect(jsonOf(result)).toEqual([]);
		expect(result.error).toMatchObject({
			says: expect.stringContaining('No answer from 127.0.0.1'),
			description: expect.stringContaining('It is unclear whether the request went through'),
		});
		expect(way.stored(sandbox, ANA)).toBe('one');
	});

	it('is asked for again', async () => {
		sandbox.fail({ channel: way.channel, times: 1, ...BROKEN_OFF });
		sandbox.fail({ channel: way.channel, times: 1, only: ({ isWrite }) => isWrite, ...BROKEN_OFF });
		const result = await run('update');

		expect(result.error).toBeUndefined();
		expect(actionsOf(result)).toEqual({ [wroteBy(way)]: 1 });
		expect(way.stored(sandbox, ANA)).toBe('one');
	});
});

const GARBLED = /The answer of 127\.0\.0\.1(:\d+)? is compressed and can't be unpacked/;

/** The first answer of an execution comes as a stream; what follows and is short comes whole. */
const READS = { title: 'the first one', operation: 'get', only: () => true, tooLong: 'was not read to the end', garbled: GARBLED };
const WRITES = {
	title: 'one that comes whole',
	operation: 'update',
	only: ({ isWrite }: LoggedRequest) => isWrite,
	tooLong: 'was not looked at',
	// The client of older n8n drops what unpacking the whole failed with, so that the request lasts until its time is over.
	garbled: new RegExp(`${GARBLED.source}|No complete answer from 127\\.0\\.0\\.1:\\d+ within 5 seconds`),
};

describe.each([READS, WRITES])('an answer that can not be opened, $title', ({ operation, only, tooLong, garbled }) => {
	const way = SYNC_WAYS.find(({ title }) => title === 'HighQ Publisher (JSON)');
	const errorAt = async (fault: FaultKind) => {
		if (!way) throw new Error('There is no way');
		sandbox.fail({ channel: way.channel, only, ...fault });
		const options = { maxRetries: 0, timeout: 5 };
		const { error } = await runSync(sandbox, way, { items: [{ email: ANA, text: 'one' }], operation, options });
		return error;
	};
	const packed = (body: Buffer): FaultKind => ({
		kind: 'altered',
		alter: () => ({ status: 200, headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body }),
	});

	it('because it is larger than anything that is due, once it is unpacked', async () => {
		const error = await errorAt(packed(gzipSync(Buffer.alloc(70_000_000, ' '))));

		expect(error?.message).toContain(`The answer is larger than 64 MB and ${tooLong}`);
	});

	it('because it only claims to be packed', async () => {
		const error = await errorAt(packed(Buffer.from('{"user":{}}')));

		expect(error?.message).toMatch(garbled);
	});

	it('because what is packed ends too soon', async () => {
		const error = await errorAt(packed(gzipSync(Buffer.from(`{"user":{"email":"${'x'.repeat(5000)}"}}`)).subarray(0, 30)));

		expect(error?.message).toContain('the address answered with nothing');
	});
});
