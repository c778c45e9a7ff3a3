package io.quorumlock.quorum;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.session.Session;
import io.quorumlock.quorum.session.SessionListener;
import io.quorumlock.quorum.session.SessionTimes;
import io.quorumlock.quorum.session.Sessions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of one lease time, and the sessions they live under. Used on the protocol's
 * thread only, unless said otherwise.
 */
class LeaseGroup implements SessionListener {

	private static final Logger logger = LoggerFactory.getLogger(LeaseGroup.class);

	/** Names are kept by the nodes for a day; they are touched long before that. */
	private static final long TOUCH_NANOS = TimeUnit.HOURS.toNanos(1);

	private final EngineContext context;

	private final Sessions sessions;

	private final Map<Integer, Coverage> coverages = new HashMap<>();

	/** Asked for, and not yet decided. */
	private final Set<Grant> attempted = new LinkedHashSet<>();

	/** Given back by their holders before their shortest hold was over. */
	private final Set<HeldLease> kept = new LinkedHashSet<>();

	/** Ended by their holders, and left to a successor for a while. */
	private final Set<HeldLease> yielded = new LinkedHashSet<>();

	private final long[] touchedAt;

	LeaseGroup(EngineContext context, Duration leaseTime) {
		this.context = context;
		SessionTimes times = new SessionTimes(leaseTime, context.settings().drift().marginNanos(leaseTime));
		this.sessions = new Sessions(context.links(), times, context.settings().instanceId(), context.ear(), this,
				context.watchdog(), context.ticker(), context.entropy());
		this.touchedAt = new long[context.links().size()];
		Arrays.fill(this.touchedAt, context.ticker().nanos());
	}

	Sessions sessions() {
		return this.sessions;
	}

	Stream<HeldLease> leases() {
		return this.coverages.values()
			.stream()
			.flatMap((coverage) -> coverage.leases().stream())
			.filter((lease) -> !this.kept.contains(lease));
	}

	boolean isIdle() {
		return this.sessions.isEmpty() && this.coverages.values().stream().allMatch(Coverage::isEmpty);
	}

	/**
	 * Turns a quorum of grants into a lease. The caller has entered the sessions; the
	 * lease leaves them when it ends.
	 * @param nodes the nodes that granted, as a bit set
	 * @return the lease, {@code null} if the grants came too late to count
	 */
	@Nullable HeldLease hold(LockName lock, Grant grant, int nodes) {
		Coverage coverage = coverage(nodes);
		if (!coverage.deadline().isAhead(this.context.ticker())) {
			return null;
		}
		HeldLease lease = new HeldLease(this, lock, grant, coverage, this.context.ticker());
		coverage.add(lease);
		this.attempted.remove(grant);
		this.context.guard().established();
		return lease;
	}

	/**
	 * An attempt has begun: its grant is held or abandoned later.
	 */
	void attempt(Grant grant) {
		this.attempted.add(grant);
		this.sessions.enter();
	}

	/**
	 * An attempt has failed, or is not waited for: what the nodes hold for it is given
	 * back.
	 */
	void abandon(Grant grant) {
		if (this.attempted.remove(grant)) {
			this.sessions.leave();
			giveBack(grant, () -> {
			});
		}
	}

	/**
	 * One more node has granted a lease, which counts only if it is held without that.
	 */
	void addVote(HeldLease lease, int node) {
		if (!lease.coverage().includes(node)) {
			move(lease, lease.coverage().nodes() | 1 << node);
		}
	}

	@Override
	public void opened(int node) {
		mend(node);
	}

	@Override
	public void renewed(int node) {
		for (Coverage coverage : List.copyOf(this.coverages.values())) {
			if (coverage.includes(node)) {
				coverage.renew();
			}
		}
		mend(node);
		touch(node);
		this.coverages.values().removeIf(Coverage::isEmpty);
	}

	@Override
	public void ended(int node) {
		for (Coverage coverage : List.copyOf(this.coverages.values())) {
			if (coverage.includes(node)) {
				coverage.leases().forEach((lease) -> move(lease, coverage.nodes() & ~(1 << node)));
				this.coverages.remove(coverage.nodes());
			}
		}
	}

	/**
	 * A lease was lost; what the nodes hold for it is given back. Any thread.
	 */
	void lost(HeldLease lease, LossCause cause) {
		logger.warn("Lost {}: it {}", lease, cause.phrase());
		this.context.run(() -> end(lease), lease::confirmReleased);
	}

	/**
	 * Bounds a lease anew, unless it has ended. Any thread; here, so that the limit which
	 * is replaced cannot run out at the same moment.
	 */
	void extend(HeldLease lease, LeaseRequest bounds, Consumer<Boolean> result) {
		this.context.run(() -> {
			boolean held = lease.isHeld();
			if (held) {
				lease.bound(this.context.timers(), this.context.settings().maxHold(bounds), bounds.minHold());
			}
			result.accept(held);
		}, () -> result.accept(false));
	}

	/**
	 * A lease was given back by its holder. Any thread.
	 */
	void released(HeldLease lease) {
		this.context.run(() -> {
			if (lease.keptNanos() > 0) {
				keep(lease);
			}
			else {
				end(lease);
			}
		}, lease::confirmReleased);
	}

	private void keep(HeldLease lease) {
		this.kept.add(lease);
		lease.confirmReleased();
		this.context.timers().schedule(lease.keptNanos(), () -> {
			if (this.kept.remove(lease)) {
				end(lease);
			}
		});
	}

	/**
	 * A lease was ended by its holder, who leaves it to another instance: until the nodes
	 * are told otherwise, they keep everybody else out.
	 */
	void handOver(HeldLease lease, String to, Duration patience, Runnable sent) {
		lease.coverage().remove(lease);
		this.yielded.add(lease);
		this.context.timers().schedule(patience.toNanos(), () -> endYielded(lease));
		lease.grant().yieldTo(to, this.context.links());
		sent.run();
	}

	private void endYielded(HeldLease lease) {
		if (this.yielded.remove(lease)) {
			end(lease);
		}
	}

	void callBack(Runnable callback) {
		this.context.callBack(callback);
	}

	Executor callbacks() {
		return this.context.callbacks();
	}

	boolean inThread() {
		return this.context.timers().inThread();
	}

	/**
	 * Gives back whatever the nodes may hold for a grant.
	 */
	void giveBack(Grant grant, Runnable done) {
		grant.giveBack(this.sessions,
				new Countdown(this.context.links().size(), this.context.settings().quorum(), done));
	}

	/**
	 * Ends all leases, and all sessions but those under which a lock is to be kept.
	 */
	void close(Runnable done) {
		for (Coverage coverage : List.copyOf(this.coverages.values())) {
			coverage.leases().forEach(HeldLease::startRelease);
		}
		List.copyOf(this.yielded).forEach(this::endYielded);
		// Their answers may come too late to be dealt with
		List.copyOf(this.attempted).forEach(this::abandon);
		if (this.kept.isEmpty()) {
			this.sessions.close(done);
		}
		else {
			this.sessions.leaveBehind(done);
		}
	}

	private void end(HeldLease lease) {
		lease.coverage().remove(lease);
		lease.cancelLimit();
		this.sessions.leave();
		giveBack(lease.grant(), lease::confirmReleased);
	}

	/**
	 * Lets a lease rest on other nodes, and so on another deadline, if it has not reached
	 * the one it had: a wall clock may have reached that before the timer.
	 */
	private void move(HeldLease lease, int nodes) {
		if (lease.isHeld()) {
			rest(lease, nodes);
		}
	}

	void rest(HeldLease lease, int nodes) {
		lease.coverage().remove(lease);
		if (Integer.bitCount(nodes) < this.context.settings().quorum()) {
			lease.lose(LossCause.FORGOTTEN);
			return;
		}
		Coverage coverage = coverage(nodes);
		lease.restOn(coverage);
		coverage.add(lease);
	}

	private Coverage coverage(int nodes) {
		return this.coverages.computeIfAbsent(nodes, (key) -> new Coverage(nodes, this.context, this.sessions));
	}

	private void mend(int node) {
		for (Coverage coverage : List.copyOf(this.coverages.values())) {
			if (!coverage.includes(node)) {
				coverage.leases().forEach((lease) -> regrant(lease, node));
			}
		}
		List.copyOf(this.kept).forEach((lease) -> {
			if (lease.grant().heldUnder(node) == null) {
				regrant(lease, node);
			}
		});
	}

	private void touch(int node) {
		long now = this.context.ticker().nanos();
		if (now - this.touchedAt[node] > TOUCH_NANOS) {
			this.touchedAt[node] = now;
			for (Coverage coverage : this.coverages.values()) {
				if (coverage.includes(node)) {
					coverage.leases().forEach((lease) -> regrant(lease, node));
				}
			}
			List.copyOf(this.kept).forEach((lease) -> regrant(lease, node));
		}
	}

	private void regrant(HeldLease lease, int node) {
		Session session = this.sessions.current(node);
		if (session == null || session.deadline() == null || !(lease.isLive() || this.kept.contains(lease))) {
			return;
		}
		Grant grant = lease.grant();
		grant.asked(node, session);
		Ballot ballot = new Ballot(grant.names().size(), (outcome, holdsNothing) -> {
			if (holdsNothing) {
				grant.refused(node, session);
			}
			regranted(lease, node, session, outcome);
		});
		grant.ask(this.context.links().get(node), ballot,
				(name) -> new Operation.Regrant(session.id(), grant.number(), name, grant.token(), grant.fence()));
	}

	private void regranted(HeldLease lease, int node, Session session, Outcome outcome) {
		if (!(outcome instanceof Outcome.Answered answered) || session.isEnded()) {
			return;
		}
		if (answered.answer() instanceof Answer.Granted) {
			addVote(lease, node);
			return;
		}
		if (answered.answer() instanceof Answer.NoSession) {
			this.sessions.gone(node, session);
		}
		else if (answered.answer() instanceof Answer.SittingOut sitting) {
			this.context.guard().sitsOut(node, sitting.birth());
		}
		else if (lease.isLive() && lease.coverage().includes(node)) {
			move(lease, lease.coverage().nodes() & ~(1 << node));
		}
	}

}
