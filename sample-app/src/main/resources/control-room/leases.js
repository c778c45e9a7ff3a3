// Who held what, put together from events and from the state, which also knows of what happened before the page was.

const MEMORY_MILLIS = 60_000;

// An event and the state that goes with it may overtake each other
const SETTLE_MILLIS = 1000;

/** Until when the holder believed that it holds: what may never overlap. */
export function believedUntil(lease, now) {
	const end = lease.end ?? now;
	return (lease.ending === 'released') ? end : Math.min(end, lease.until ?? end);
}

/** Until when the lease barred others, though its holder no longer counts on it; the same, where there is no such time. */
export function barredUntil(lease, now) {
	const believed = believedUntil(lease, now);
	if (lease.ending === 'gone') {
		return Math.min(now, Math.max(believed, lease.until ?? believed));
	}
	return Math.max(believed, lease.end ?? now);
}

export class Leases {

	#leases = new Map();

	/** How many were seen since the page was opened. */
	seen = 0;

	clear() {
		this.#leases.clear();
	}

	/** An event of type lease. */
	lease(event) {
		if (event.type === 'acquired' || event.type === 'handed-on') {
			this.#begin(event.id, { lock: event.lock, rows: event.keys.map((key) => `${event.lock} ${key}`),
				keys: event.keys, instance: event.instance, token: event.token, start: event.time, until: event.until,
				handedOn: event.type === 'handed-on' });
		}
		else {
			this.#end(event.id, event.time, event.type);
		}
	}

	/** An event of type leader. Leadership is held no longer once its revocation begins. */
	leader(event) {
		const id = `${event.role} ${event.term}`;
		if (event.type === 'granted') {
			this.#begin(id, leadership(event.instance, event.role, event.term, event.time));
		}
		else if (this.#leases.get(id)?.end === null) {
			this.#revoke(this.#leases.get(id), event);
		}
	}

	// Without notice it was lost at its deadline, which only the state tells: a leader that was paused says so late.
	// Where the state was not seen, the grant of the next term is all that is known
	#revoke(lease, { time, type }) {
		if (type === 'revoked') {
			const later = this.all().filter(({ role, start }) => role === lease.role && start > lease.start);
			lease.until ??= Math.min(time, ...later.map(({ start }) => start));
		}
		this.#end(lease.id, time, (type === 'revoking') ? 'released' : 'lost');
	}

	/** What is held now, and no longer is. */
	state(state) {
		for (const held of state.held) {
			this.#see(held.id, state.time, held.until, { lock: held.lock, rows: held.keys.map((key) => `${held.lock} ${key}`),
				keys: held.keys, instance: held.instance, token: held.token, start: held.since });
		}
		for (const instance of state.instances) {
			for (const { role, term, remainingMillis } of instance.leads) {
				this.#see(`${role} ${term}`, state.time, state.time + remainingMillis,
						leadership(instance.name, role, term, state.time));
			}
		}
		for (const lease of this.#leases.values()) {
			if (lease.end === null && (lease.lastSeen ?? lease.start) < state.time - SETTLE_MILLIS) {
				this.#end(lease.id, lease.lastSeen ?? lease.start, 'gone');
			}
		}
		this.#forgetBefore(state.time - MEMORY_MILLIS);
	}

	/** All that are remembered, in the order in which they began. */
	all() {
		return [...this.#leases.values()];
	}

	#begin(id, lease) {
		const known = this.#leases.get(id);
		if (known) {
			// The state was faster, or the history tells of it again
			known.start = Math.min(known.start, lease.start);
			return known;
		}
		const begun = { until: null, handedOn: false, ...lease, id, end: null, ending: null, lastSeen: null };
		this.#leases.set(id, begun);
		this.seen++;
		return begun;
	}

	#see(id, time, until, otherwise) {
		const lease = this.#leases.get(id) ?? this.#begin(id, otherwise);
		if (lease.ending === 'gone') {
			lease.end = null;
			lease.ending = null;
		}
		lease.until = until;
		lease.lastSeen = time;
	}

	#end(id, time, ending) {
		const lease = this.#leases.get(id);
		if (lease) {
			lease.end = time;
			lease.ending = ending;
		}
	}

	#forgetBefore(time) {
		for (const lease of this.#leases.values()) {
			if (barredUntil(lease, Infinity) < time) {
				this.#leases.delete(lease.id);
			}
		}
	}

}

function leadership(instance, role, term, start) {
	return { lock: 'leader', rows: [`leader ${role}`], keys: [role], instance, token: term, start, role };
}
