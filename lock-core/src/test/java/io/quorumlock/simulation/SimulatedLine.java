package io.quorumlock.simulation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;

/**
 * The wishes that a node in memory keeps for one name.
 */
final class SimulatedLine {

	static final int MOST_WISHES = 32;

	private final Map<String, Wish> wishes = new HashMap<>();

	private long expiresAt;

	/**
	 * Notes a wish in the place of the lease's former one.
	 * @param alive tells which sessions are alive
	 * @return whether there was room
	 */
	boolean note(Operation.Acquire acquire, Predicate<SessionId> alive) {
		Wish wish = new Wish(acquire.session(), acquire.lease(), acquire.token(), acquire.block());
		if (this.wishes.size() >= MOST_WISHES && !this.wishes.containsKey(wish.waiter())) {
			this.wishes.values().removeIf((each) -> !alive.test(each.session()));
		}
		if (this.wishes.size() >= MOST_WISHES && !this.wishes.containsKey(wish.waiter())) {
			return false;
		}
		this.wishes.put(wish.waiter(), wish);
		return true;
	}

	void remove(SessionId session, long lease) {
		this.wishes.remove(new Wish(session, lease, 0, 0).waiter());
	}

	void remove(Wish wish) {
		this.wishes.remove(wish.waiter());
	}

	/** Those with lower tokens first. */
	List<Wish> inOrder() {
		return this.wishes.values()
			.stream()
			.sorted(Comparator.comparingLong(Wish::token).thenComparing(Wish::waiter))
			.toList();
	}

	boolean isEmpty() {
		return this.wishes.isEmpty();
	}

	boolean holds(Predicate<SessionId> alive) {
		return this.wishes.values().stream().map(Wish::session).anyMatch(alive);
	}

	void keepUntil(long millis) {
		this.expiresAt = millis;
	}

	boolean isOver(long millis) {
		return this.expiresAt <= millis;
	}

	/**
	 * Who waits, and for what.
	 */
	record Wish(SessionId session, long lease, long token, int block) {

		long fence() {
			return this.token + this.block - 1;
		}

		private String waiter() {
			return this.session.reveal() + " " + this.lease;
		}

	}

}
