const realN8n = require('./real-n8n.cjs');

/** The tests after this run n8n in queue mode, with the servers of the system that it needs for that. */
module.exports = async () => {
	const { findServers } = await import('../lib/servers.mjs');
	const servers = findServers();
	if (servers.missing) throw new Error(`Queue mode can't be tested: ${servers.missing}`);
	process.env.SERVERS_FOR_TESTS = JSON.stringify(servers);
	realN8n();
};
