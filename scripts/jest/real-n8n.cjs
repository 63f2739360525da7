const { execFileSync } = require('node:child_process');
const path = require('node:path');

/** The tests after this start the real n8n with the packed package. */
module.exports = () => {
	execFileSync(process.execPath, [path.join(__dirname, '..', 'pack.mjs'), '--with-n8n'], { stdio: 'inherit' });
};
