package io.quorumlock.quorum;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Leases that are called up one after the other, in turns: each is called once in a turn,
 * whatever is added or removed meanwhile. All of that takes the same time for one lease
 * as for a million, and a lease takes no more room than a reference.
 */
final class Roster {

	private static final int LEAST_ROOM = 16;

	private final ToIntFunction<HeldLease> place;

	private final ObjIntConsumer<HeldLease> placing;

	/** Those that were called in this turn come first. */
	private @Nullable HeldLease[] leases = new HeldLease[LEAST_ROOM];

	private int size;

	private int called;

	/**
	 * An empty roster.
	 * @param place where a lease has noted its place in this roster
	 * @param placing has a lease note its place
	 */
	Roster(ToIntFunction<HeldLease> place, ObjIntConsumer<HeldLease> placing) {
		this.place = place;
		this.placing = placing;
	}

	int size() {
		return this.size;
	}

	/**
	 * How many of the leases were called in this turn.
	 */
	int called() {
		return this.called;
	}

	List<HeldLease> copy() {
		return List.of(Arrays.copyOf(this.leases, this.size, HeldLease[].class));
	}

	void add(HeldLease lease) {
		if (this.size == this.leases.length) {
			resize(this.size * 2);
		}
		put(lease, this.size++);
	}

	/**
	 * Removes a lease, if it is there.
	 */
	void remove(HeldLease lease) {
		int hole = this.place.applyAsInt(lease);
		if (hole >= this.size || this.leases[hole] != lease) {
			return;
		}
		if (hole < this.called) {
			this.called--;
			hole = move(this.called, hole);
		}
		this.size--;
		hole = move(this.size, hole);
		this.leases[hole] = null;
		if (this.size < this.leases.length / 4 && this.leases.length > LEAST_ROOM) {
			resize(this.leases.length / 2);
		}
	}

	/** Begins a new turn. */
	void startOver() {
		this.called = 0;
	}

	/**
	 * Calls the next lease; once all were called, a new turn begins.
	 * @return a lease of this roster, which must not be empty
	 */
	HeldLease next() {
		if (this.called == this.size) {
			startOver();
		}
		return at(this.called++);
	}

	/**
	 * Fills a hole with a lease from elsewhere, if there is one.
	 * @return where the hole is now
	 */
	private int move(int from, int hole) {
		if (from != hole) {
			put(at(from), hole);
		}
		return from;
	}

	private HeldLease at(int index) {
		return Objects.requireNonNull(this.leases[index]);
	}

	private void put(HeldLease lease, int index) {
		this.leases[index] = lease;
		this.placing.accept(lease, index);
	}

	private void resize(int room) {
		this.leases = Arrays.copyOf(this.leases, room);
	}

}
