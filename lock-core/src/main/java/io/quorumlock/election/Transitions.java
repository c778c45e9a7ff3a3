package io.quorumlock.election;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The state of a campaign, and how it came to it. Changed on the protocol's thread, read
 * by any.
 */
final class Transitions {

	private static final int KEPT = 20;

	private final Deque<Transition> recent = new ArrayDeque<>();

	private volatile List<Transition> published = List.of();

	private volatile LeadershipState state = LeadershipState.STANDBY;

	LeadershipState state() {
		return this.state;
	}

	List<Transition> recent() {
		return this.published;
	}

	void to(LeadershipState next, long term, String reason, Instant at) {
		LeadershipState before = this.state;
		this.state = next;
		// A follower that asks again and again would push everything else out
		if (term > 0 || (next != LeadershipState.ACQUIRING && before != LeadershipState.ACQUIRING)) {
			this.recent.add(new Transition(at, before, next, term, reason));
			if (this.recent.size() > KEPT) {
				this.recent.remove();
			}
			this.published = List.copyOf(this.recent);
		}
	}

}
