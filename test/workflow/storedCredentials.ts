import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';

type Stored = Readonly<{ type: ICredentialType; data: ICredentialDataDecryptedObject }>;

/**
 * The server's credential helper as the engine needs it, over memory: authenticate, preAuthentication and
 * storing what it returned behave as in n8n 2.41 (packages/cli, credentials-helper).
 */
export class StoredCredentials extends ICredentialsHelper {
	private static made = 0;

	decryptions = 0;

	private readonly number: number;

	private readonly byName: Map<string, { type: ICredentialType; data: ICredentialDataDecryptedObject }>;

	constructor(credentials: readonly Stored[]) {
		super();
		StoredCredentials.made += 1;
		this.number = StoredCredentials.made;
		this.byName = new Map(credentials.map(({ type, data }) => [type.name, { type, data: { ...data } }]));
	}

	/** What n8n keeps it by: no other database has the same. */
	id(name: string): string {
		return `${name} ${this.number}`;
	}

	data(name: string): ICredentialDataDecryptedObject {
		return this.of(name).data;
	}

	override getParentTypes(name: string): string[] {
		return this.of(name).type.extends ?? [];
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		_workflow: Workflow,
		_node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.of(typeName).type;
		if (!('url' in options) || options.url === undefined) throw new Error('Only httpRequest options are signed here');
		const request: IHttpRequestOptions = { ...options, url: options.url };
		return typeof authenticate === 'function' ? await authenticate(credentials, request) : request;
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { type, data } = this.of(typeName);
		const expirable = type.properties.find(({ type: kind, typeOptions }) => kind === 'hidden' && typeOptions?.expirable === true);
		if (!expirable || typeof type.preAuthentication !== 'function') return undefined;
		if (credentials[expirable.name] !== '' && !credentialsExpired) return undefined;

		const output = await type.preAuthentication.call(helpers, credentials);
		if (output[expirable.name] === undefined) return undefined;
		Object.assign(data, output);
		return Object.assign<ICredentialDataDecryptedObject, object>(credentials, output);
	}

	override async getDecrypted(
		_additional: IWorkflowExecuteAdditionalData,
		_credentials: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		this.decryptions += 1;
		const stored = this.of(type);
		const defaults = Object.fromEntries(stored.type.properties.map(({ name, default: value }) => [name, value]));
		return { ...defaults, ...structuredClone(stored.data) } as ICredentialDataDecryptedObject;
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override async runPreAuthentication(): Promise<ICredentialDataDecryptedObject | undefined> {
		return undefined;
	}

	override async getCredentials(): Promise<never> {
		throw new Error('Stored credentials are read through getDecrypted');
	}

	override async updateCredentials(
		_credentials: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		Object.assign(this.of(type).data, data);
	}

	override async updateCredentialsOauthTokenData(
		_credentials: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.updateCredentials(_credentials, type, data);
	}

	override getCredentialsProperties(type: string) {
		return this.of(type).type.properties;
	}

	private of(name: string) {
		const found = this.byName.get(name);
		if (!found) throw new Error(`No credential of type ${name} is stored`);
		return found;
	}
}
