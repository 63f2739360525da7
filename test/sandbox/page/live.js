// Plain browser code, put into page.html as it is. Values of people are only ever set as text.
'use strict';

const VENDORS = {
	axero: ['Axero', 'JSON by field label'],
	appenate: ['Appenate', 'JSON or ordered XML'],
	highq: ['HighQ Publisher', 'Whole user replaced'],
	ispring: ['iSpring Learn', 'REST, headers, SOAP'],
};
const CHANNELS = {
	axero: 'axero',
	appenate: 'appenate',
	highq: 'highq',
	'ispring-rest': 'ispring',
	'ispring-header': 'ispring',
	'ispring-soap': 'ispring',
};
const MOST_CHANGES_SHOWN = 5;
const MOST_REQUESTS_SHOWN = 60;
const COPIED_SHOWN_MS = 1500;

const byId = (id) => document.getElementById(id);
const columns = new Map();
const counts = { people: 0, changes: 0, requests: 0 };

function buildColumns(people, connections) {
	const open = new Set([...document.querySelectorAll('.connect[open] > summary')].map(({ textContent }) => textContent));
	byId('columns').replaceChildren();
	for (const [vendor, [title, subtitle]] of Object.entries(VENDORS)) {
		const column = byId('column').content.firstElementChild.cloneNode(true);
		column.classList.add(vendor);
		column.querySelector('h2').textContent = title;
		column.querySelector('p').textContent = subtitle;
		column.setAttribute('aria-label', title);
		column.querySelector('source').srcset = `icons/${vendor}.dark.svg`;
		column.querySelector('img').src = `icons/${vendor}.svg`;
		column.querySelector('header').after(...connections.filter((one) => one.vendor === vendor).map(connectElement));
		for (const panel of column.querySelectorAll('.connect')) panel.open = open.has(panel.firstElementChild.textContent);
		column.querySelector('.people').setAttribute('aria-label', `People at ${title}`);
		const rows = new Map(people[vendor].map((card) => [card.id, rowOf(card)]));
		column.querySelector('.people').append(...rows.values());
		byId('columns').append(column);
		columns.set(vendor, { column, rows, changed: new Set() });
	}
	counts.people = people.axero.length;
}

function connectElement({ credential, fields }) {
	const panel = byId('connect').content.firstElementChild.cloneNode(true);
	panel.querySelector('summary').textContent = `Connect: ${credential}`;
	panel.querySelector('dl').append(...fields.map((field) => connectRow(credential, field)));
	return panel;
}

function connectRow(credential, { label, value, isChoice }) {
	const row = byId('connect-field').content.firstElementChild.cloneNode(true);
	const shown = row.querySelector('.value');
	const button = row.querySelector('button');
	row.querySelector('dt').textContent = label;
	shown.textContent = isChoice ? `Choose ${value}` : value;
	shown.classList.toggle('choice', Boolean(isChoice));
	if (isChoice) button.remove();
	button.setAttribute('aria-label', `Copy ${label} of ${credential}`);
	button.onclick = () => copy(button, value, `${label} of ${credential}`);
	return row;
}

async function copy(button, value, what) {
	await navigator.clipboard.writeText(value);
	button.textContent = 'Copied';
	button.classList.add('copied');
	byId('said').textContent = `${what} is copied`;
	setTimeout(() => {
		button.textContent = 'Copy';
		button.classList.remove('copied');
	}, COPIED_SHOWN_MS);
}

function rowOf(card) {
	const row = byId('person').content.firstElementChild.cloneNode(true);
	fill(row, card);
	return row;
}

function fill(row, card) {
	const part = (name) => row.querySelector(name);
	part('.face').textContent = initials(card.name);
	part('.name').textContent = card.name || card.email;
	part('.role').textContent = [card.jobTitle, card.department].filter(Boolean).join(' · ');
	part('.mail').textContent = [card.email, card.phone].filter(Boolean).join(' · ');
	row.title = `${card.name}\n${card.email}\nid ${card.id}`;
	row.classList.toggle('off', !card.active);
	tag(row, card.active ? '' : 'inactive');
}

function initials(name) {
	const words = name.split(/\s+/).filter(Boolean);
	const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
	return ends.map((word) => Array.from(word)[0].toUpperCase()).join('');
}

function tag(row, text) {
	const element = row.querySelector('.tag');
	element.textContent = text;
	element.hidden = text === '';
}

function showChange({ vendor, kind, card, fields }) {
	const { column, rows, changed } = columns.get(vendor);
	const list = column.querySelector('.people');
	const row = rows.get(card.id) ?? rowOf(card);
	rows.set(card.id, row);
	fill(row, card);
	if (kind !== 'updated') tag(row, kind);
	// A created or deleted person would list every field; the tag says enough.
	showFields(row, kind === 'updated' ? fields : []);
	row.classList.remove('fresh');
	list.prepend(row);
	list.scrollTop = 0;
	// Reading the width makes the browser start the animation anew.
	void row.offsetWidth;
	row.classList.add('changed', 'fresh');
	changed.add(card.id);
	counts.changes += 1;
	const badge = column.querySelector('.badge');
	badge.hidden = false;
	badge.textContent = `${changed.size} changed`;
	summarize();
}

function showFields(row, fields) {
	// From empty to absent is a change to the vendor, but nothing to look at.
	const visible = fields.filter(({ from, to }) => from || to);
	const shown = visible.slice(0, MOST_CHANGES_SHOWN).map(({ field, from, to }) => {
		const change = document.createElement('div');
		change.append(textElement('dt', field), textElement('dd', ''));
		change.lastChild.append(valueElement('del', from), ' → ', valueElement('ins', to));
		return change;
	});
	const list = row.querySelector('.changes');
	list.replaceChildren(...shown);
	list.hidden = shown.length === 0;
	const rest = row.querySelector('.rest');
	rest.hidden = shown.length === visible.length;
	rest.textContent = `and ${visible.length - shown.length} more`;
}

function valueElement(name, value) {
	const element = textElement(name, value || 'empty');
	if (!value) element.className = 'none';
	return element;
}

function textElement(name, text) {
	const element = document.createElement(name);
	element.textContent = text;
	return element;
}

function showRequest({ channel, method, path, status, isWrite, at }) {
	const row = document.createElement('li');
	const isBad = status === null || status >= 400;
	row.className = [CHANNELS[channel], isWrite ? 'write' : '', isBad ? 'bad' : ''].join(' ');
	const cells = { time: new Date(at).toTimeString().slice(0, 8), channel, status: status ?? 'cut', method, path: readable(path) };
	row.append(...Object.entries(cells).map(([name, text]) => Object.assign(textElement('span', text), { className: name })));
	const list = byId('requests');
	list.querySelector('.empty')?.remove();
	list.prepend(row);
	while (list.childElementCount > MOST_REQUESTS_SHOWN) list.lastElementChild.remove();
	counts.requests += 1;
	summarize();
}

function readable(path) {
	try {
		return decodeURI(path);
	} catch {
		return path;
	}
}

function summarize() {
	const { people, changes, requests } = counts;
	const since = [counted(changes, 'change'), counted(requests, 'request')].join(' · ');
	byId('summary').textContent = `${counted(people, 'person', 'people')} in each directory · ${since} since this page opened`;
}

const read = async (place) => (await fetch(place)).json();

const counted = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

async function load() {
	const [state, { editor, connections }] = await Promise.all([read('state'), read('connect')]);
	if (editor) Object.assign(byId('editor'), { href: editor, hidden: false });
	buildColumns(state.people, connections);
	const empty = textElement('li', 'Nothing yet. Run a workflow and watch.');
	empty.className = 'empty';
	byId('requests').replaceChildren(empty);
	state.requests.forEach(showRequest);
	Object.assign(counts, { changes: 0, requests: 0 });
	summarize();
}

const connected = (isOn) => {
	byId('link').classList.toggle('on', isOn);
	byId('link').textContent = isOn ? 'live' : 'offline';
};
const events = new EventSource('events');
let loading = Promise.resolve();
const listen = (name, show) =>
	events.addEventListener(name, (event) => {
		loading = loading.then(() => show(JSON.parse(event.data)));
	});
listen('change', showChange);
listen('request', showRequest);
listen('reset', load);
events.onopen = () => {
	connected(true);
	loading = loading.then(load);
};
events.onerror = () => connected(false);
byId('reset').onclick = () => fetch('control/reset', { method: 'POST' });
