package io.quorumlock.annotation;

import java.util.ArrayList;
import java.util.List;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The twin of {@link Lease#current()} for publishers, whose work has no thread of its
 * own: the lease travels in the context of Reactor.
 */
public final class ReactiveLease {

	private static final ReactiveLease NONE = new ReactiveLease(List.of(), true);

	private final List<LeaseHolds> outermostFirst;

	private final boolean hidden;

	private ReactiveLease(List<LeaseHolds> outermostFirst, boolean hidden) {
		this.outermostFirst = outermostFirst;
		this.hidden = hidden;
	}

	/**
	 * The lease under which the innermost locked publisher is subscribed to.
	 * @return emits the lease, or {@link IllegalStateException} if there is none
	 */
	public static Mono<Lease> current() {
		return Mono.deferContextual((context) -> {
			ReactiveLease leases = of(context);
			List<LeaseHolds> all = leases.outermostFirst;
			return leases.hidden
					? Mono
						.error(new IllegalStateException("This publisher runs under no lease: ask within one that was "
								+ "returned by a method that is annotated with @DistributedLock or @LeaderOnly; in "
								+ "observe mode such a method runs without a lease where its lock could not be had"))
					: Mono.just(all.get(all.size() - 1).lease());
		});
	}

	/**
	 * The lease under which a publisher holds a lock already. For what takes locks around
	 * invocations.
	 * @param context the context of the subscriber
	 * @param source where the lease comes from, such as a lock manager or an election
	 * @param lock what is to be locked
	 * @return the holds of a lease that covers it, {@code null} if there is none
	 */
	public static @Nullable LeaseHolds find(ContextView context, Object source, LockName lock) {
		for (LeaseHolds holds : of(context).outermostFirst) {
			if (holds.cover(source, lock)) {
				return holds;
			}
		}
		return null;
	}

	/**
	 * A context with one more lease. For what takes locks around invocations.
	 * @param context the context of the subscriber
	 * @param holds the lease
	 * @return the context to subscribe with
	 */
	public static Context with(Context context, LeaseHolds holds) {
		List<LeaseHolds> all = new ArrayList<>(of(context).outermostFirst);
		all.add(holds);
		return context.put(ReactiveLease.class, new ReactiveLease(List.copyOf(all), false));
	}

	/**
	 * A context that hides its leases from {@link #current()}, for an invocation that
	 * runs without the lease that it asked for. For what takes locks around invocations.
	 * @param context the context of the subscriber
	 * @return the context to subscribe with
	 */
	public static Context without(Context context) {
		return context.put(ReactiveLease.class, new ReactiveLease(of(context).outermostFirst, true));
	}

	private static ReactiveLease of(ContextView context) {
		ReactiveLease found = context.getOrDefault(ReactiveLease.class, null);
		return (found != null) ? found : NONE;
	}

}
