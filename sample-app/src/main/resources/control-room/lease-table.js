// The latest leases in words, for those who cannot see the timeline or want the figures.

import { element } from './elements.js';
import { believedUntil } from './leases.js';
import { duration, timeOfDay } from './format.js';

const ROWS = 20;

const ENDS = { released: 'released', lost: 'lost', gone: 'process gone' };

/** Shows the latest leases, only while somebody has opened the table, and at most once a second. */
export class LeaseTable {

	#details;
	#body;
	#shownAt = 0;

	constructor(details) {
		this.#details = details;
		this.#body = details.querySelector('tbody');
	}

	show(leases, now) {
		if (!this.#details.open || now - this.#shownAt < 1000) {
			return;
		}
		this.#shownAt = now;
		this.#body.replaceChildren(...leases.slice(-ROWS).reverse().map((lease) => row(lease, now)));
	}

}

function row(lease, now) {
	const lock = lease.role ? `leader of ${lease.role}` : lease.keys.join(', ');
	return element('tr', {}, ...[lock, lease.instance, timeOfDay(lease.start),
		duration(Math.max(0, believedUntil(lease, now) - lease.start)), lease.token, ENDS[lease.ending] ?? 'held']
		.map((text) => element('td', {}, text)));
}
