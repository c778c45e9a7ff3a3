// What must hold of the leases of one row. Pure: the page shows what is found here.

import { believedUntil } from './leases.js';

// The end of a lease may be told after the beginning of the next
const SETTLE_MILLIS = 1000;

/** The leases by row, each in the order in which they began. */
export function byRow(leases) {
	const rows = new Map();
	for (const lease of leases) {
		for (const row of lease.rows) {
			if (!rows.has(row)) {
				rows.set(row, []);
			}
			rows.get(row).push(lease);
		}
	}
	rows.forEach((held) => held.sort((one, other) => one.start - other.start));
	return rows;
}

/**
 * Pairs of leases on one row that were both believed to be held.
 * @return of each its row, both leases, and from when to when
 */
export function overlaps(rows, now) {
	const found = [];
	for (const [row, leases] of rows) {
		let longest = null;
		for (const lease of leases) {
			if (longest && lease.start < believedUntil(longest, now) && lease.start < now - SETTLE_MILLIS) {
				found.push({ row, earlier: longest, later: lease, from: lease.start,
					to: Math.min(believedUntil(longest, now), believedUntil(lease, now)) });
			}
			if (!longest || believedUntil(lease, now) > believedUntil(longest, now)) {
				longest = lease;
			}
		}
	}
	return found;
}

/** Pairs of leases on one row of which the later one has no higher token. */
export function fallenTokens(rows) {
	const found = [];
	for (const [row, leases] of rows) {
		for (let i = 1; i < leases.length; i++) {
			const [earlier, later] = [leases[i - 1], leases[i]];
			if (earlier.start < later.start && BigInt(later.token) <= BigInt(earlier.token)) {
				found.push({ row, earlier, later });
			}
		}
	}
	return found;
}
