// n8n lets no community node require 'url'; the global URL knows the same conversion.
exports.domainToASCII = (domain) => {
	try {
		return new URL(`http://${domain}`).hostname;
	} catch {
		return '';
	}
};

// Only asked for when a URL is shown to a person, which XML never does.
exports.domainToUnicode = (domain) => domain;
