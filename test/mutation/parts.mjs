/** What is changed, the unit tests that must notice, and how many generated cases each property gets: enough, and quick. */
export const PARTS = {
	http: {
		mutate: ['nodes/shared/http/*.ts'],
		tests: ['address', 'answers', 'headers', 'pace', 'pages', 'patience', 'readOnly', 'repeats', 'secrets', 'traces', 'writesInTurn'],
		runs: 100,
	},
	provisioning: {
		mutate: ['nodes/shared/provisioning/*.ts'],
		tests: [
			'apply',
			'breaker',
			'userOperation',
			'creations',
			'diff',
			'guard',
			'preview',
			'provision',
			'provisioningProperties',
			'snapshot',
			'sync',
			'syncProperties',
			'taken',
		],
		runs: 10,
	},
	xml: {
		mutate: ['nodes/shared/xml/*.ts'],
		tests: ['hostileXml', 'xml'],
		runs: 100,
	},
};
