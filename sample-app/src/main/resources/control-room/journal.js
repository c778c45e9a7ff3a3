// What happened, in words, the latest first.

import { element } from './elements.js';
import { timeOfDay } from './format.js';

/** A list that forgets its oldest entries. */
export class Journal {

	#list;
	#limit;

	constructor(list, limit, empty) {
		this.#list = list;
		this.#limit = limit;
		this.#list.append(element('li', { class: 'empty' }, empty));
	}

	/** Adds an entry; the mood is good, bad or wait. */
	add(time, mood, text) {
		this.#list.querySelector('.empty')?.remove();
		const entry = element('li', { 'data-mood': mood, 'data-time': time },
				element('time', { datetime: new Date(time).toISOString() }, timeOfDay(time)), element('span', {}, text));
		const later = [...this.#list.children].find((shown) => Number(shown.dataset.time) <= time);
		this.#list.insertBefore(entry, later ?? null);
		while (this.#list.children.length > this.#limit) {
			this.#list.lastElementChild.remove();
		}
	}

}
