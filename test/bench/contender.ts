import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

/** A class in a file, which the process loads by itself: nobody carries the others' code in memory. */
export type Loaded = Readonly<{ file: string; name: string; args?: readonly unknown[] }>;

export type CredentialOf = Loaded & Readonly<{ data: ICredentialDataDecryptedObject }>;

/** One node after another, each with what the one before gave out first. */
export type Step = Readonly<{ node: Loaded; typeVersion: number; parameters: INodeParameters; credential?: CredentialOf }>;

/** What a process carries out: a workflow in n8n's engine, or the requests of a way with nothing around them. */
export type Job = Readonly<{
	items: readonly IDataObject[];
	/** What is done once before, unmeasured: n8n has been running for long when the night's list comes. */
	warmUp: readonly IDataObject[];
	/** Whether it is watched how much memory is kept: collecting what is not takes so much time that nothing else is measured. */
	isWatched?: true;
}> &
	(
		| Readonly<{
				kind: 'workflow';
				steps: readonly Step[];
				/** A node that hands its items to the steps in batches, by its second output, until all come out by the first. */
				loop?: Step;
				executions: number;
		  }>
		| Readonly<{ kind: 'raw'; way: string; concurrency: number; credential: CredentialOf }>
	);

export type Cost = Readonly<{
	items: number;
	error?: string;
	seconds: number;
	cpuSeconds: number;
	/** Resident memory, the most and by how much that is more than before, in MB. */
	peakMegabytes: number;
	grownMegabytes: number;
	/** Of what is in memory, the most that was reachable at one time, beyond what was before, in MB; 0 unless it is watched. */
	keptMegabytes: number;
}>;

/**
 * Carries out a job in a process of its own, which trusts this certificate.
 * @param begin waited for between the warm-up and what is measured
 */
export async function carryOut(job: Job, certificateFile: string | undefined, begin: () => Promise<void>): Promise<Cost> {
	const child = fork(join(__dirname, 'contenderProcess.ts'), {
		execArgv: ['--import', 'tsx'],
		env: { ...process.env, N8N_LOG_LEVEL: 'silent', ...(certificateFile ? { NODE_EXTRA_CA_CERTS: certificateFile } : {}) },
	});
	const said = async <T>(): Promise<T> =>
		await new Promise((resolve, reject) => {
			child.once('message', (message: T) => resolve(message));
			child.once('exit', (code) => reject(new Error(`A contender ended with ${code}`)));
		});
	child.send(job);
	await said();
	await begin();
	child.send('begin');
	return await said<Cost>();
}

/** From now on, `peakMemory` is that of what comes. Only Linux can forget what was before. */
export function forgetPeakMemory(): void {
	if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

/** In bytes. */
export function peakMemory(): number {
	return process.resourceUsage().maxRSS * 1024;
}
