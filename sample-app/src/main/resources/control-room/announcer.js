// Says aloud, through a live region, what matters: never what merely goes on.

import { element } from './elements.js';

const LIMIT = 8;

export class Announcer {

	#region;

	constructor(region) {
		this.#region = region;
	}

	say(text) {
		this.#region.append(element('p', {}, text));
		while (this.#region.children.length > LIMIT) {
			this.#region.firstElementChild.remove();
		}
	}

}
