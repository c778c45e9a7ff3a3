package io.quorumlock.quorum;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.quorumlock.LockName;
import io.quorumlock.LossCause;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.quorum.session.SessionListener;
import io.quorumlock.quorum.session.SessionTimes;
import io.quorumlock.quorum.session.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one lease time, and the sessions they live under. Used on the protocol's
 * thread only, unless said otherwise.
 */
class LeaseGroup implements SessionListener {

	private final EngineContext context;

	private final Duration leaseTime;

	private final Sessions sessions;

	private final Map<Integer, Coverage> coverages = new HashMap<>();

	/** Held, or about to be given back. */
	private final Roster roster = new Roster(HeldLease::groupPlace, HeldLease::groupPlace);

	private final LeaseNumbers numbers = new LeaseNumbers();

	/** Asked for, and not yet decided. */
	private final Set<Grant> attempted = new LinkedHashSet<>();

	/** Given back by their holders before their shortest hold was over. */
	private final Set<HeldLease> kept = new LinkedHashSet<>();

	/** Ended by their holders, and left to a successor for a while. */
	private final Set<HeldLease> yielded = new LinkedHashSet<>();

	private final Regrants regrants;

	private @Nullable Grant settled;

	LeaseGroup(EngineContext context, Duration leaseTime) {
		this.context = context;
		this.leaseTime = leaseTime;
		this.sessions = new Sessions(context.links(),
				new SessionTimes(leaseTime, context.settings().drift().marginNanos(leaseTime)),
				context.settings().instanceId(), context.ear(), this, context.watchdog(), context.ticker(),
				context.entropy());
		this.regrants = new Regrants(context, this, this.sessions);
	}

	Sessions sessions() {
		return this.sessions;
	}

	Stream<HeldLease> leases() {
		return this.roster.copy().stream().filter((lease) -> !this.kept.contains(lease));
	}

	/**
	 * The lease with a number, {@code null} if none of this group has it.
	 */
	@Nullable HeldLease find(long number) {
		return this.numbers.find(number);
	}

	Roster roster() {
		return this.roster;
	}

	Collection<Coverage> coverages() {
		return this.coverages.values();
	}

	boolean isIdle() {
		return this.sessions.isEmpty() && this.roster.size() == 0;
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
		grant.settle(this.settled);
		this.settled = grant;
		HeldLease lease = new HeldLease(this, lock, grant, coverage);
		coverage.add(lease);
		if (this.roster.size() == 0) {
			this.regrants.startOver();
		}
		this.roster.add(lease);
		this.numbers.add(lease);
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

	/**
	 * A node has said that it does not hold a lease.
	 */
	void removeVote(HeldLease lease, int node) {
		if (lease.coverage().includes(node)) {
			move(lease, lease.coverage().nodes() & ~(1 << node));
		}
	}

	/**
	 * Whether the nodes are to keep everybody else out for a lease.
	 */
	boolean needs(HeldLease lease) {
		return lease.isLive() || this.kept.contains(lease);
	}

	@Override
	public void opened(int node) {
		this.regrants.mend(node);
	}

	@Override
	public void notRenewed(int node) {
		this.context.events().onEvent(new NodeEvent.RenewalFailed(name(node)));
	}

	@Override
	public void forgotten(int node) {
		this.context.events().onEvent(new NodeEvent.SessionGone(name(node)));
	}

	private String name(int node) {
		return this.context.links().get(node).name();
	}

	@Override
	public void renewed(int node, long marginNanos) {
		this.context.events().onEvent(new NodeEvent.Renewed(name(node), Duration.ofNanos(marginNanos), this.leaseTime));
		for (Coverage coverage : List.copyOf(this.coverages.values())) {
			if (coverage.includes(node)) {
				coverage.renew();
			}
		}
		this.regrants.mend(node);
		this.regrants.touch();
		this.coverages.values().removeIf(Coverage::isEmpty);
	}

	@Override
	public void ended(int node) {
		for (Coverage coverage : List.copyOf(this.coverages.values())) {
			if (coverage.includes(node)) {
				coverage.leases().copy().forEach((lease) -> move(lease, coverage.nodes() & ~(1 << node)));
				this.coverages.remove(coverage.nodes());
			}
		}
	}

	/**
	 * A lease was lost; what the nodes hold for it is given back. Any thread.
	 */
	void lost(HeldLease lease) {
		this.context.run(() -> end(lease), lease::confirmReleased);
	}

	/**
	 * A lease was given back by its holder. Any thread.
	 * @param keptNanos for how long the lock is to stay taken nevertheless
	 */
	void released(HeldLease lease, long keptNanos) {
		this.context.run(() -> {
			if (keptNanos > 0) {
				keep(lease, keptNanos);
			}
			else {
				end(lease);
			}
		}, lease::confirmReleased);
	}

	private void keep(HeldLease lease, long nanos) {
		this.kept.add(lease);
		lease.confirmReleased();
		this.context.timers().schedule(nanos, () -> {
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
		drop(lease);
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

	Duration leaseTime() {
		return this.leaseTime;
	}

	EngineContext context() {
		return this.context;
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
		this.roster.copy().forEach(HeldLease::close);
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

	private void drop(HeldLease lease) {
		lease.coverage().remove(lease);
		this.roster.remove(lease);
		this.numbers.remove(lease);
	}

	private void end(HeldLease lease) {
		drop(lease);
		this.sessions.leave();
		giveBack(lease.grant(), lease::confirmReleased);
	}

	/**
	 * Lets a lease rest on other nodes, and so on another deadline, if it has not reached
	 * the one it had: a wall clock may have reached that before the timer. One that was
	 * given back and is kept rests on any number of nodes.
	 */
	private void move(HeldLease lease, int nodes) {
		if (lease.isHeld() || this.kept.contains(lease)) {
			rest(lease, nodes);
		}
	}

	void rest(HeldLease lease, int nodes) {
		lease.coverage().remove(lease);
		if (lease.isLive() && Integer.bitCount(nodes) < this.context.settings().quorum()) {
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

}
