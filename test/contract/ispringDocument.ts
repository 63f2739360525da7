import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

import type { Exchange } from './ispringRecorder';

type Tree = { [name: string]: unknown };
type Declared = Readonly<{ path: string; pattern: RegExp; methods: Tree }>;

/** Where clients have seen something else than the document says, or where it contradicts itself; each by its name. */
const EXCEPTIONS: ReadonlyArray<readonly [name: string, apply: (schemas: Tree) => void]> = [
	[
		'fields of a user are a list when read',
		(schemas) => ['User', 'UserV2'].forEach((name) => set(schemas, [name, 'properties', 'fields'], listOf('UserProfileField'))),
	],
	[
		'values of a field are a list of pairs',
		(schemas) => set(schemas, ['UserFieldInfo', 'properties', 'values'], listOf('UserProfileField')),
	],
	[
		'departmentIds is misspelt in the list of what is required',
		(schemas) => set(schemas, ['MoveDepartments', 'required'], ['departmentIds']),
	],
	[
		'the description of a role is required, but not among its properties',
		(schemas) => set(schemas, ['Role', 'properties', 'description'], { type: 'string' }),
	],
	[
		'viewType of a course is required, but not among its properties',
		(schemas) => set(schemas, ['ContentItemInformation', 'properties', 'viewType'], { type: 'string' }),
	],
	[
		'a status has no type in a body, and one in the header of the same name',
		(schemas) => set(schemas, ['UpdateUserStatus', 'properties', 'status'], { $ref: '#/components/schemas/UserStatus' }),
	],
];

/** iSpring's OpenAPI document as a judge of what goes over the line. */
export function judge(document: Tree): (exchange: Exchange) => readonly string[] {
	const schemas = at(document, ['components', 'schemas']);
	for (const [, apply] of EXCEPTIONS) apply(schemas);
	close(document);

	const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false });
	addFormats.default(ajv);
	ajv.addFormat('datetime', true); // no format of JSON Schema; seen as a date
	ajv.addSchema(document, 'openapi');
	const problems = (pointer: readonly string[], value: unknown): readonly string[] => {
		const validate = ajv.compile({ $ref: `openapi#/${pointer.map(escaped).join('/')}` });
		return validate(value) ? [] : (validate.errors ?? []).map(told);
	};
	const paths = Object.entries(at(document, ['paths'])).map(([path, methods]): Declared => ({
		path,
		pattern: patternOf(path),
		methods: tree(methods),
	}));

	return ({ method, url, contentType, sent, status, answered }) => {
		const where = `${method} ${url.pathname}`;
		// The most literal path counts: /user/v2 is not a user called v2.
		const [declared] = paths
			.filter(({ pattern, methods }) => pattern.test(url.pathname) && method.toLowerCase() in methods)
			.sort((one, other) => one.path.split('{').length - other.path.split('{').length);
		if (!declared) return [`${where} is not in the document`];
		const { path, methods } = declared;
		const operation = tree(methods[method.toLowerCase()]);
		const here = ['paths', path, method.toLowerCase()];

		const named = parametersOf(operation, document);
		const stray = [...url.searchParams.keys()].filter((name) => !named.includes(name)).map((name) => `${where} has no parameter ${name}`);
		const isForm = path.endsWith('/token');
		const body =
			operation.requestBody === undefined || isForm
				? sent === '' || isForm
					? []
					: [`${where} takes no body`]
				: bodyOf(problems, [...here, 'requestBody', 'content', 'application/json', 'schema'], { contentType, sent });
		const responses = tree(operation.responses);
		if (!(String(status) in responses)) return [...stray, ...body, `${where} declares no status ${status}`];
		const { $ref } = tree(responses[String(status)]);
		const response = typeof $ref === 'string' ? $ref.slice(2).split('/') : [...here, 'responses', String(status)];
		const schema = [...response, 'content', 'application/json', 'schema'];
		const shown = answered === '' || !has(document, schema) ? [] : problems(schema, wrapped(document, schema, JSON.parse(answered)));
		return [...stray, ...body, ...shown].map((problem) => `${where}: ${problem}`);
	};
}

export const exceptions = EXCEPTIONS.map(([name]) => name);

function bodyOf(
	problems: (pointer: readonly string[], value: unknown) => readonly string[],
	schema: readonly string[],
	{ contentType, sent }: Pick<Exchange, 'contentType' | 'sent'>,
): readonly string[] {
	return contentType.startsWith('application/json') ? problems(schema, JSON.parse(sent)) : [`the body is ${contentType}`];
}

/** Single records are declared inside `response` and seen without it. */
function wrapped(document: Tree, schema: readonly string[], answer: unknown): unknown {
	return has(document, [...schema, 'properties', 'response']) ? { response: answer } : answer;
}

/** A member that no schema names is a slip of the pen; fields of a user have names of the account's own. */
function close(node: unknown, name = ''): void {
	if (typeof node !== 'object' || node === null) return;
	const own = node as Tree;
	if (own.type === 'object' && own.properties !== undefined && name !== 'UserProfileFields') own.additionalProperties = false;
	for (const [member, value] of Object.entries(own)) close(value, member);
}

function parametersOf({ parameters = [] }: Tree, document: Tree): readonly string[] {
	return (parameters as Tree[]).map((one) =>
		String((typeof one.$ref === 'string' ? at(document, one.$ref.slice(2).split('/')) : one).name),
	);
}

function patternOf(path: string): RegExp {
	return new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function listOf(schema: string): Tree {
	return { type: 'array', items: { $ref: `#/components/schemas/${schema}` } };
}

function set(node: Tree, [first = '', ...rest]: readonly string[], value: unknown): void {
	if (rest.length === 0) node[first] = value;
	else set(tree(node[first]), rest, value);
}

function has(node: unknown, [first, ...rest]: readonly string[]): boolean {
	if (first === undefined) return true;
	return typeof node === 'object' && node !== null && first in node && has((node as Tree)[first], rest);
}

function at(node: Tree, path: readonly string[]): Tree {
	return path.reduce((one, name) => tree(one[name]), node);
}

function tree(node: unknown): Tree {
	if (typeof node !== 'object' || node === null) throw new Error('The document has another shape');
	return node as Tree;
}

function escaped(name: string): string {
	return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function told({ instancePath, message, params }: ErrorObject): string {
	return `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`;
}
