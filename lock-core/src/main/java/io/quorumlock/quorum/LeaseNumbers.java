package io.quorumlock.quorum;

import org.jspecify.annotations.Nullable;

/**
 * Leases by their numbers. Numbers are given one after the other, so leases spread evenly
 * over the chains, and a lease takes no more room than two references. Used on the
 * protocol's thread only.
 */
final class LeaseNumbers {

	private static final int LEAST_ROOM = 16;

	private @Nullable HeldLease[] chains = new HeldLease[LEAST_ROOM];

	private int size;

	/**
	 * The lease with a number, {@code null} if there is none.
	 */
	@Nullable HeldLease find(long number) {
		HeldLease lease = this.chains[chain(number)];
		while (lease != null && lease.grant().number() != number) {
			lease = lease.next();
		}
		return lease;
	}

	void add(HeldLease lease) {
		if (this.size == this.chains.length) {
			resize(this.size * 2);
		}
		put(lease);
		this.size++;
	}

	/**
	 * Removes a lease, if it is there.
	 */
	void remove(HeldLease lease) {
		int chain = chain(lease.grant().number());
		HeldLease before = null;
		HeldLease each = this.chains[chain];
		while (each != null && each != lease) {
			before = each;
			each = each.next();
		}
		if (each == null) {
			return;
		}
		if (before == null) {
			this.chains[chain] = lease.next();
		}
		else {
			before.next(lease.next());
		}
		lease.next(null);
		this.size--;
		if (this.size < this.chains.length / 4 && this.chains.length > LEAST_ROOM) {
			resize(this.chains.length / 2);
		}
	}

	private void put(HeldLease lease) {
		int chain = chain(lease.grant().number());
		lease.next(this.chains[chain]);
		this.chains[chain] = lease;
	}

	private int chain(long number) {
		return (int) number & this.chains.length - 1;
	}

	private void resize(int room) {
		@Nullable HeldLease[] before = this.chains;
		this.chains = new HeldLease[room];
		for (HeldLease first : before) {
			HeldLease each = first;
			while (each != null) {
				HeldLease next = each.next();
				put(each);
				each = next;
			}
		}
	}

}
