package io.quorumlock.election;

import java.util.concurrent.Executor;
import java.util.function.Function;

import io.quorumlock.Lease;
import io.quorumlock.quorum.EngineAccess;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Makes elections whose events are delivered on threads of the test's, and looks into
 * them without touching them: asking whether an instance is the leader may end its lease.
 */
public final class ElectionAccess {

	private ElectionAccess() {
	}

	/**
	 * An election without threads of its own.
	 * @param engine takes the leases
	 * @param settings how to campaign for a role
	 * @param listener told what happens
	 * @param mailboxes where the events of a role are delivered, one after the other
	 * @return the election
	 */
	public static LeaderElection election(LeaseEngine engine, Function<String, RoleSettings> settings,
			LeadershipListener listener, Function<String, ? extends Executor> mailboxes) {
		return election(engine, settings, listener, mailboxes, Term::new);
	}

	static LeaderElection election(LeaseEngine engine, Function<String, RoleSettings> settings,
			LeadershipListener listener, Function<String, ? extends Executor> mailboxes, Term.Factory terms) {
		return new QuorumLeaderElection(engine, settings, listener, (role) -> new Mailbox(mailboxes.apply(role), () -> {
		}, engine.ticker()), terms);
	}

	/**
	 * The lease of the term that an instance leads, is about to lead or gives up.
	 * @param leadership the instance's view of a role
	 * @return the lease, {@code null} if there is no term
	 */
	public static @Nullable Lease lease(Leadership leadership) {
		Term term = ((Campaign) leadership).currentTerm();
		return (term != null) ? term.lease() : null;
	}

	/**
	 * Whether an instance would say that it leads.
	 * @param leadership the instance's view of a role
	 * @param ticker the instance's clocks
	 * @return what it would say
	 */
	public static boolean isOpen(Leadership leadership, Ticker ticker) {
		Term term = ((Campaign) leadership).currentTerm();
		return term != null && term.isMarkedOpen() && EngineAccess.wouldBeHeld(term.lease(), ticker);
	}

	/**
	 * When an instance last watched, tried or led.
	 * @param leadership the instance's view of a role
	 * @return nanoseconds of its ticker
	 */
	public static long activeAt(Leadership leadership) {
		return ((Campaign) leadership).candidacy().activeAt();
	}

	/**
	 * Where an instance stands.
	 * @param leadership the instance's view of a role
	 * @return its state
	 */
	public static LeadershipState state(Leadership leadership) {
		return ((Campaign) leadership).state();
	}

}
