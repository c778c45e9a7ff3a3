package io.quorumlock.election;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

import io.quorumlock.Lease;
import io.quorumlock.quorum.LeaseEngine;
import org.jspecify.annotations.Nullable;

/**
 * Makes elections whose events are delivered on a thread of the test's.
 */
public final class ElectionAccess {

	private ElectionAccess() {
	}

	/**
	 * An election without threads of its own.
	 * @param engine takes the leases
	 * @param settings how to campaign
	 * @param listener told what happens
	 * @param executor on which events are delivered, one after the other
	 * @return the election
	 */
	public static LeaderElection election(LeaseEngine engine, RoleSettings settings, LeadershipListener listener,
			Executor executor) {
		return new QuorumLeaderElection(engine, (role) -> settings, listener,
				(role) -> new Mailbox(serially(executor), () -> {
				}, engine.ticker()));
	}

	/**
	 * Looks at the lease of a leader without touching it: asking whether an instance is
	 * the leader may end its lease.
	 * @param leadership the instance's view of a role
	 * @return the lease, {@code null} if it does not lead
	 */
	public static @Nullable Lease lease(Leadership leadership) {
		Term term = ((Campaign) leadership).currentTerm();
		return (term != null && term.isMarkedOpen()) ? term.lease() : null;
	}

	private static Executor serially(Executor target) {
		Deque<Runnable> tasks = new ArrayDeque<>();
		return (task) -> {
			tasks.add(task);
			if (tasks.size() == 1) {
				target.execute(() -> {
					while (!tasks.isEmpty()) {
						tasks.peek().run();
						tasks.remove();
					}
				});
			}
		};
	}

}
