package io.quorumlock.election;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.quorumlock.Lease;
import io.quorumlock.simulation.ElectionFactory;

/**
 * Elections that leave out a rule of leadership.
 */
public final class ElectionMutants {

	/** The lease is given back whether or not work is under way. */
	public static final ElectionFactory NOT_WAITING_FOR_WORK = terms(HastyTerm::new);

	/** The gate stays open until the lease is given back. */
	public static final ElectionFactory CLOSING_TOO_LATE = terms(OpenTerm::new);

	/** The gate opens before the listeners have dealt with the grant. */
	public static final ElectionFactory OPENING_TOO_EARLY = terms(ColdTerm::new);

	/** Work is not told to end when it takes too long. */
	public static final ElectionFactory NOT_CANCELLING_WORK = terms(LenientTerm::new);

	/** The end of a term is told twice. */
	public static final ElectionFactory TELLING_TWICE = listeners(
			(listener) -> (event) -> tell(listener, event, event instanceof LeadershipRevoked ? 2 : 1));

	/** The end of a term is not told. */
	public static final ElectionFactory NOT_TELLING = listeners(
			(listener) -> (event) -> tell(listener, event, event instanceof LeadershipRevoked ? 0 : 1));

	/** A lost term is the last that an instance campaigns for. */
	public static final ElectionFactory GIVING_UP = (engine, settings, listener, mailboxes) -> {
		Set<String> lost = new HashSet<>();
		LeadershipListener noting = (event) -> {
			if (event instanceof LeadershipRevoked revoked && !revoked.cause().isPlanned()) {
				lost.add(event.role());
			}
			listener.onEvent(event);
		};
		// What comes next in the mailbox is that the campaign goes on
		return ElectionAccess.election(engine, settings, noting,
				(role) -> (task) -> mailboxes.apply(role).execute(() -> {
					if (!lost.remove(role)) {
						task.run();
					}
				}));
	};

	private ElectionMutants() {
	}

	private static ElectionFactory terms(Term.Factory terms) {
		return (engine, settings, listener, mailboxes) -> ElectionAccess.election(engine, settings, listener, mailboxes,
				terms);
	}

	private static ElectionFactory listeners(UnaryOperator<LeadershipListener> change) {
		return (engine, settings, listener, mailboxes) -> ElectionAccess.election(engine, settings,
				change.apply(listener), mailboxes);
	}

	private static void tell(LeadershipListener listener, LeadershipEvent event, int times) {
		for (int i = 0; i < times; i++) {
			listener.onEvent(event);
		}
	}

	private static final class HastyTerm extends Term {

		HastyTerm(Lease lease, Consumer<Runnable> callbacks, Runnable onIdle) {
			super(lease, callbacks, onIdle);
		}

		@Override
		int inFlight() {
			return 0;
		}

	}

	private static final class OpenTerm extends Term {

		OpenTerm(Lease lease, Consumer<Runnable> callbacks, Runnable onIdle) {
			super(lease, callbacks, onIdle);
		}

		@Override
		void close() {
		}

	}

	private static final class ColdTerm extends Term {

		ColdTerm(Lease lease, Consumer<Runnable> callbacks, Runnable onIdle) {
			super(lease, callbacks, onIdle);
			open();
		}

	}

	private static final class LenientTerm extends Term {

		LenientTerm(Lease lease, Consumer<Runnable> callbacks, Runnable onIdle) {
			super(lease, callbacks, onIdle);
		}

		@Override
		void cancelPermits() {
		}

	}

}
