// n8n lets no community node require 'events'. xmlbuilder2 only derives its streaming builder from the class.
class EventEmitter {
	#listeners = new Map();

	on(name, listener) {
		this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
		return this;
	}

	emit(name, ...args) {
		const listeners = this.#listeners.get(name) ?? [];
		for (const listener of listeners) listener.apply(this, args);
		return listeners.length > 0;
	}
}

module.exports = { EventEmitter };
