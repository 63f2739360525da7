import type { RunningN8n } from './n8n';

type Table = Readonly<{ id: string; name: string; projectId: string }>;

/** The rows of a data table as the editor reads them, oldest first; none where there is no such table. */
export async function rowsOf<Row>(n8n: RunningN8n, name: string): Promise<readonly Row[]> {
	const { data } = await n8n.rest<{ data: readonly Table[] }>('GET', '/rest/data-tables-global');
	const table = data.find((one) => one.name === name);
	if (!table) return [];
	const url = `/rest/projects/${table.projectId}/data-tables/${table.id}/rows?take=250&sortBy=id:asc`;
	const rows: Row[] = [];
	for (;;) {
		const page = await n8n.rest<{ count: number; data: readonly Row[] }>('GET', `${url}&skip=${rows.length}`);
		rows.push(...page.data);
		if (page.data.length === 0 || rows.length >= page.count) return rows;
	}
}
