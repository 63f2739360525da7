import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { iSpringDirectory, type ISpringDirectory } from '../../nodes/ISpringLearn/iSpringDirectory';
import type { Protocol } from '../../nodes/ISpringLearn/transport/channel';
import { NAMESPACES, type Namespace } from '../../nodes/ISpringLearn/transport/envelope';
import { openChannel } from '../../nodes/ISpringLearn/transport/openChannel';
import { failureOf, type Failure } from '../../nodes/shared/failure';
import { provision } from '../../nodes/shared/provisioning/provision';
import type { FieldValue, MatchKey, Outcome } from '../../nodes/shared/provisioning/types';
import { startSandbox, type Channel, type ISpringPerson, type Sandbox } from '../sandbox';
import { directoryContract } from './directoryContract';
import { helper, testSession } from './session';

const [OLD, NEW] = NAMESPACES;
const ANA = 'ana.silva@example.test';
const NOBODY = 'nobody@example.test';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => {
	await sandbox.close();
});
beforeEach(() => {
	sandbox.reset();
});

type Change = Readonly<Record<string, string>>;
type Opening = Readonly<{ token?: boolean; namespace?: Namespace; credential?: Change }>;

const addresses = (): Change => ({ region: 'custom', baseUrl: sandbox.urls.ispring, legacyBaseUrl: sandbox.urls.ispringLegacy, soapUrl: sandbox.urls.ispringSoap });
const account = (change: Change = {}): ICredentialDataDecryptedObject => {
	const { accountUrl, email, password } = sandbox.secrets.ispring;
	return { ...addresses(), accountUrl, email, password, testedApi: 'rest', ...change };
};
const apiKey = (change: Change = {}): ICredentialDataDecryptedObject => {
	const { clientId, clientSecret } = sandbox.secrets.ispring;
	return { ...addresses(), clientId, clientSecret, accessToken: '', accessTokenExpiresAt: '0', ...change };
};
const open = (protocol: Protocol, { token = false, namespace = OLD, credential = {} }: Opening = {}): ISpringDirectory => {
	const session = token ? testSession(new ISpringLearnTokenApi(), apiKey(credential)) : testSession(new ISpringLearnApi(), account(credential));
	return iSpringDirectory(openChannel(protocol, session, namespace));
};

const person = (email = ANA): ISpringPerson => sandbox.person('ispring', email);
const update = async (directory: ISpringDirectory, fields: Readonly<Record<string, FieldValue>>, key: MatchKey<'id' | 'email' | 'login'> = { by: 'email', value: ANA }): Promise<Outcome | undefined> => {
	const edits = new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));
	const [outcome] = await provision(directory, [{ kind: 'wanted', wanted: { key, edits, with: undefined } }], { concurrency: 1, stopAtFailure: false });
	return outcome;
};
const failureIn = (outcome: Outcome | undefined): Failure | undefined => {
	if (outcome?.kind === 'failed') return outcome.failure;
	return outcome?.kind === 'settled' && outcome.plan.kind === 'failed' ? outcome.plan.failure : undefined;
};
const failureOfFind = async (directory: ISpringDirectory, value = ANA): Promise<Failure | undefined> =>
	await directory.find({ by: 'email', value }, undefined).then(() => undefined, failureOf);

const WAYS: ReadonlyArray<readonly [title: string, channel: Channel, protocol: Protocol, opening: Opening, id: () => string]> = [
	['iSpring Learn by REST, account', 'ispring-rest', 'rest', {}, () => 'e'],
];
void WAYS; void NEW; void NOBODY; void helper; void failureIn; void failureOfFind; void update; void person;

const UUID = '00000000-0000-4000-8000-000000000000';
const ways = [
	['REST, account', 'ispring-rest', 'rest', {}, UUID],
	['REST, API token', 'ispring-rest', 'rest', { token: true }, UUID],
	['REST (Header)', 'ispring-header', 'restHeader', {}, '99999'],
	['SOAP, account', 'ispring-soap', 'soap', {}, '99999'],
	['SOAP, API token, the other namespace', 'ispring-soap', 'soap', { token: true, namespace: NEW }, UUID],
] as const;

for (const [title, channel, protocol, opening, unknownId] of ways) {
	directoryContract(`iSpring Learn by ${title}`, {
		sandbox: () => sandbox,
		channel,
		open: () => open(protocol, opening),
		with: undefined,
		keys: [{ by: 'email', value: ANA }, { by: 'login', value: 'Ana.Silva' }],
		stranger: [{ by: 'email', value: NOBODY }, { by: 'login', value: 'nobody' }, { by: 'id', value: unknownId }],
		text: 'job_title',
		bystander: 'phone',
	});
}
