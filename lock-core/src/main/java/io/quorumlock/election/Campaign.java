package io.quorumlock.election;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Campaigns for one role, again after each loss. Decides on the protocol's thread; the
 * gate is read by any thread.
 */
final class Campaign implements Leadership {

	private static final Logger logger = LoggerFactory.getLogger(Campaign.class);

	private final String role;

	private final LeaseEngine engine;

	private final RoleSettings settings;

	private final LeaseRequest request;

	private final LeadershipListener listener;

	private final Mailbox mailbox;

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private volatile @Nullable Lease lease;

	private volatile @Nullable LeaderChanged lastLeader;

	private boolean started;

	private boolean stopping;

	private Timers.@Nullable Timer pause;

	Campaign(String role, LeaseEngine engine, RoleSettings settings, LeadershipListener listener, Mailbox mailbox) {
		this.role = role;
		this.engine = engine;
		this.settings = settings;
		this.listener = listener;
		this.mailbox = mailbox;
		LeaseRequest plain = LeaseRequest.of(LockName.ofRole(role));
		this.request = (settings.leaseTime() != null) ? plain.withLeaseTime(settings.leaseTime()) : plain;
	}

	@Override
	public String role() {
		return this.role;
	}

	@Override
	public boolean isLeader() {
		Lease current = this.lease;
		return current != null && current.isHeld();
	}

	@Override
	public Optional<FencingToken> term() {
		Lease current = this.lease;
		return (current != null && current.isHeld()) ? Optional.of(current.fencingToken()) : Optional.empty();
	}

	@Override
	public Optional<Leader> leader() {
		LeaderChanged last = this.lastLeader;
		return (last != null) ? Optional.of(new Leader(last.instanceId(), last.term(), last.timestamp(), false))
				: Optional.empty();
	}

	@Override
	public Optional<Lease> enter() {
		return Optional.empty();
	}

	@Override
	public RoleStatus status() {
		return new RoleStatus(this.role, LeadershipState.STANDBY, this.started, Set.of(), leader().orElse(null),
				Duration.ZERO, 0, List.of(), List.of(), Duration.ZERO);
	}

	@Override
	public CompletionStage<CommandResult> command(LeadershipCommand command) {
		return CompletableFuture.completedFuture(CommandResult.NOT_CAMPAIGNING);
	}

	/**
	 * The lease that makes this instance the leader, {@code null} if there is none.
	 */
	@Nullable Lease lease() {
		return this.lease;
	}

	void start() {
		this.engine.timers().execute(() -> {
			if (!this.started && !this.stopping) {
				this.started = true;
				attempt();
			}
		});
	}

	/**
	 * Closes the gate, tells the listener, then gives the lease back.
	 */
	CompletableFuture<Void> stop() {
		this.engine.timers().execute(() -> {
			if (!this.stopping) {
				this.stopping = true;
				if (this.pause != null) {
					this.pause.cancel();
				}
				Lease current = this.lease;
				this.lease = null;
				if (current != null) {
					// Also if it has just run out: who was told of the grant is told of
					// the end
					resign(current);
				}
				else {
					end();
				}
			}
		});
		return this.stopped;
	}

	private void attempt() {
		this.pause = null;
		this.engine.acquire(this.request, Duration.ZERO, this::attempted);
	}

	private void attempted(AcquireResult result) {
		if (this.stopping) {
			if (result instanceof AcquireResult.Acquired acquired) {
				acquired.lease().release();
			}
		}
		else if (result instanceof AcquireResult.Acquired acquired) {
			acquired(acquired.lease());
		}
		else if (result instanceof AcquireResult.Contended contended) {
			sawHolder(contended.holder());
			tryAgain((contended.remaining().isZero()) ? this.settings.retryInterval() : contended.remaining());
		}
		else if (!(result instanceof AcquireResult.Closed)) {
			tryAgain(this.settings.retryInterval());
		}
	}

	private void acquired(Lease acquired) {
		long term = acquired.fencingToken().value();
		this.lease = acquired;
		post(new LeadershipGranted(stamp(term, this.engine.settings().instanceId()), null, GrantCause.VACANT));
		seen(this.engine.settings().instanceId(), term);
		acquired.onLost(() -> this.engine.timers().execute(() -> lost(acquired)));
	}

	private void lost(Lease former) {
		if (this.lease == former) {
			this.lease = null;
			logger.warn("Lost the leadership of role '{}' in term {}", this.role, former.fencingToken());
			post(revoked(former));
			tryAgain(this.settings.retryInterval());
		}
	}

	private void resign(Lease former) {
		post(revoked(former));
		this.mailbox.post(() -> former.release().whenComplete((done, failure) -> end()));
	}

	private void end() {
		this.mailbox.post(() -> this.stopped.complete(null));
		this.mailbox.close();
	}

	private LeadershipRevoked revoked(Lease former) {
		return new LeadershipRevoked(stamp(former.fencingToken().value(), this.engine.settings().instanceId()),
				RevokeCause.SHUTDOWN, true, 0);
	}

	private EventStamp stamp(long term, String instanceId) {
		return new EventStamp(this.role, term, instanceId, 0, Instant.EPOCH, () -> true);
	}

	private void sawHolder(AcquireResult.@Nullable Holder holder) {
		// Of this instance, nodes may only remember an attempt that failed.
		if (holder != null && !holder.instanceId().equals(this.engine.settings().instanceId())) {
			seen(holder.instanceId(), holder.token());
		}
	}

	private void seen(String instanceId, long term) {
		LeaderChanged last = this.lastLeader;
		if (last == null || term > last.term()) {
			LeaderChanged changed = new LeaderChanged(stamp(term, instanceId), null);
			this.lastLeader = changed;
			post(changed);
		}
	}

	private void tryAgain(Duration wait) {
		if (!this.stopping) {
			long longest = Math.min(wait.toNanos(), this.settings.retryInterval().toNanos());
			// Followers that saw the same leader go must not all come back at once.
			long nanos = (long) (longest * (0.75 + 0.25 * this.engine.entropy().fraction()));
			this.pause = this.engine.timers().schedule(nanos, this::attempt);
		}
	}

	private void post(LeadershipEvent event) {
		this.mailbox.post(() -> {
			try {
				this.listener.onEvent(event);
			}
			catch (RuntimeException ex) {
				logger.error("A listener failed on {}", event, ex);
			}
		});
	}

	@Override
	public String toString() {
		return "Leadership[" + this.role + "]";
	}

}
