package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.LossCause;
import io.quorumlock.QuorumHealth;
import io.quorumlock.event.WokeLate;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.EndOfTurn;
import io.quorumlock.quorum.link.LinkSettings;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.session.Watchdog;
import io.quorumlock.quorum.vote.TokenClock;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;

/**
 * The protocol as callbacks: leases on a quorum of nodes, without blocking. All state is
 * confined to the thread of the {@link Timers}; the methods may be called from any
 * thread.
 */
public final class LeaseEngine {

	private final EngineContext context;

	private final LeaseGroups groups;

	private final LocalQueues queues;

	private final Set<Acquisition> waiting = new LinkedHashSet<>();

	private final LockMonitor monitor;

	private boolean closed;

	/**
	 * A new engine.
	 * @param nodes the nodes that vote
	 * @param settings how leases are taken
	 * @param ticker the clocks
	 * @param timers the protocol's thread, on which the nodes answer
	 * @param entropy where ids and jitter come from
	 * @param callbacks runs callbacks of users
	 * @throws IllegalArgumentException if the quorum is below the majority or above the
	 * number of nodes, or if two nodes share a name
	 */
	public LeaseEngine(List<? extends LeaseNode> nodes, QuorumSettings settings, Ticker ticker, Timers timers,
			Entropy entropy, Executor callbacks) {
		this(nodes, settings, ticker, timers, entropy, callbacks, EngineParts.standard());
	}

	LeaseEngine(List<? extends LeaseNode> nodes, QuorumSettings settings, Ticker ticker, Timers timers, Entropy entropy,
			Executor callbacks, EngineParts parts) {
		settings.requireVoters(nodes.stream().map(LeaseNode::name).toList());
		List<NodeLink> links = new ArrayList<>();
		EndOfTurn endOfTurn = new EndOfTurn(timers);
		for (LeaseNode node : nodes) {
			links.add(parts.links()
				.create(node, LinkSettings.withTimeouts(settings.minNodeTimeout(), settings.nodeTimeout()), ticker,
						endOfTurn));
		}
		LockListeners events = new LockListeners(new LockLog(settings.instanceId()));
		RestartGuard guard = new RestartGuard(List.copyOf(links), settings.guard(), ticker, timers, events);
		this.context = new EngineContext(List.copyOf(links), settings, ticker, timers, entropy, callbacks,
				new Watchdog(timers, ticker, (late) -> events.onEvent(new WokeLate(late))), new TokenClock(ticker),
				guard, parts, new Backoff(settings.retry(), entropy), entropy.id(),
				new NewsDesk(ticker, timers, settings.nodeTimeout()), events);
		this.groups = new LeaseGroups(this.context);
		this.queues = new LocalQueues(this, parts.handOffs());
		this.monitor = new LockMonitor(this.context, this.queues, new ForcedReleases(this, this.context, this.groups));
		this.context.news().onWanted(this.groups::want);
	}

	/**
	 * The settings in force.
	 * @return the settings
	 */
	public QuorumSettings settings() {
		return this.context.settings();
	}

	/**
	 * The protocol's thread.
	 * @return its timers
	 */
	public Timers timers() {
		return this.context.timers();
	}

	/**
	 * The clocks.
	 * @return the ticker
	 */
	public Ticker ticker() {
		return this.context.ticker();
	}

	/**
	 * Runs a user's callback on the callback executor; what it throws is logged. From any
	 * thread.
	 * @param callback the callback
	 */
	public void callBack(Runnable callback) {
		this.context.callBack(callback);
	}

	/**
	 * Where ids and jitter come from.
	 * @return the entropy
	 */
	public Entropy entropy() {
		return this.context.entropy();
	}

	/**
	 * Acquires a lock, after those who asked for it before through this engine.
	 * @param request what to lock
	 * @param wait how long to go on while it is contended or too few nodes vote
	 * @param result told once how it ended, on any thread, unless cancelled; must not
	 * block
	 * @return cancels the acquisition when run, from any thread; a lease that was handed
	 * out is not touched
	 * @throws IllegalArgumentException if the lease time or the wait is out of range
	 */
	public Runnable acquire(LeaseRequest request, Duration wait, Consumer<AcquireResult> result) {
		Duration leaseTime = settings().leaseTime(request);
		return this.queues
			.enter(new Ticket(request, leaseTime, requireWait(wait), result, ticker(), this.context.events()));
	}

	/**
	 * Acquires a lock past the queue of this engine, with a token above one that is
	 * known, as the nodes may have lost their fences.
	 * @param request what to lock
	 * @param wait how long to go on while it is contended or too few nodes vote
	 * @param above the highest token that was seen for the lock, 0 if none
	 * @param result told once how it ended, on the protocol's thread, unless cancelled
	 * @return cancels the acquisition when run, from any thread; a lease that was handed
	 * out is not touched
	 * @throws IllegalArgumentException if the lease time or the wait is out of range
	 */
	public Runnable acquire(LeaseRequest request, Duration wait, long above, Consumer<AcquireResult> result) {
		return acquire(request.lock(), settings().leaseTime(request), requireWait(wait), above, 1, false, (lease) -> {
			Turn turn = new Turn(lease, lease.grant().token(), request, Turn.TurnEnd.RELEASE, "");
			lease.begin(turn);
			result.accept(new AcquireResult.Acquired(turn));
		}, result);
	}

	/**
	 * Acquires a lock for holders that take turns.
	 * @param leaseTime a lease time that was found to be in range
	 * @param wait a wait that is
	 * @param tokens how many tokens to reserve for them
	 * @param wish whether to stay in line on the nodes
	 * @param granted takes the lease, on the protocol's thread
	 * @param failed told else how it ended, on the protocol's thread
	 */
	Runnable acquire(LockName lock, Duration leaseTime, Duration wait, long above, int tokens, boolean wish,
			Consumer<HeldLease> granted, Consumer<AcquireResult> failed) {
		Acquisition acquisition = new Acquisition(this.context, this.groups, leaseTime, lock, wait, above, tokens, wish,
				granted, failed);
		this.context.run(() -> start(acquisition), () -> failed.accept(new AcquireResult.Closed()));
		return () -> this.context.run(acquisition::cancel, () -> {
		});
	}

	private void start(Acquisition acquisition) {
		if (this.closed) {
			acquisition.end(new AcquireResult.Closed());
			return;
		}
		this.context.news().listen(this.context.links(), this.context.ear());
		acquisition.start(this.waiting);
	}

	/**
	 * Asks every node for a sign of life.
	 * @param result told once what they answered in time, on the protocol's thread
	 */
	public void probe(Consumer<QuorumHealth> result) {
		this.context.run(() -> this.context.guard()
			.settle(() -> new HealthCheck(this.context.links(), this.context.guard(), settings().quorum(), result)
				.start()), LeaseEngine::refuse);
	}

	/**
	 * Asks all nodes who holds a lock, and changes nothing about it.
	 * @param lock a lock with a single name
	 * @param result told once what they say, on the protocol's thread: as soon as a
	 * quorum names the same holder, or when all have answered or not in time
	 * @throws IllegalArgumentException if the lock has several keys
	 */
	public void look(LockName lock, Consumer<Sighting> result) {
		List<String> names = settings().fullNames(lock);
		if (names.size() != 1) {
			throw new IllegalArgumentException("Only a lock with a single name can be looked at, but not " + lock);
		}
		this.context.run(() -> new Inquiry(this.context, result).start(names.get(0)), LeaseEngine::refuse);
	}

	/**
	 * Ends a lease as a release does, but has the nodes keep the lock for a successor for
	 * a while: during that, another lease can be granted to that instance only. A
	 * shortest hold of the lease is not waited for. For the protocol's thread only.
	 * @param lease a lease that this engine has granted
	 * @param to the public id of the successor's instance
	 * @param patience for how long the lock is kept for the successor at most; after that
	 * it is given back
	 * @param sent run before this returns, if the lease is handed over; what is announced
	 * in it reaches each node right after the news of the successor
	 * @return {@code false} if the lease has ended already, so that nothing was done
	 * @throws IllegalArgumentException if the patience is out of range
	 */
	public boolean handOver(Lease lease, String to, Duration patience, Runnable sent) {
		if (patience.isNegative() || patience.compareTo(LeaseRequest.MAX_DURATION) > 0) {
			throw new IllegalArgumentException("The patience must be from zero to 365 days, but was " + patience);
		}
		return ((Turn) lease).handOver(LockName.requireLegal("instance id", to), patience, sent);
	}

	/**
	 * Tells all who listen, on any instance. A hint: nobody learns whether it arrives,
	 * and who does hear it hears it from several nodes.
	 * @param channel where it is to be heard
	 * @param text the message
	 */
	public void announce(String channel, String text) {
		this.context.run(() -> this.context.links()
			.forEach((link) -> link.send(new Operation.Announce(channel, text), (outcome) -> {
			})), () -> {
			});
	}

	/**
	 * Listens to what is announced on a channel until the engine is closed. May be called
	 * once for a channel.
	 * @param channel the channel
	 * @param messages takes what each of the nodes passes on, so usually the same message
	 * several times, on the protocol's thread
	 */
	public void listen(String channel, Consumer<String> messages) {
		Consumer<String> untilClosed = (text) -> {
			if (!this.closed) {
				messages.accept(text);
			}
		};
		this.context.run(() -> this.context.links().forEach((link) -> link.subscribe(channel, untilClosed)),
				LeaseEngine::refuse);
	}

	/**
	 * On how many nodes a lease rests now: those that granted it under a session that is
	 * surely still alive. For the protocol's thread only.
	 * @param lease a lease that this engine has granted
	 * @return the number of nodes, zero if the lease has ended
	 */
	public int backers(Lease lease) {
		return lease.isHeld() ? ((Turn) lease).lease().coverage().backers() : 0;
	}

	/**
	 * What can be seen of this engine from outside, and done from there.
	 * @return always the same monitor
	 */
	public LockMonitor monitor() {
		return this.monitor;
	}

	/**
	 * How many sessions are being renewed. For the protocol's thread only.
	 * @return the number of entries of the watchdog
	 */
	public int watched() {
		return this.context.watchdog().size();
	}

	/**
	 * How many locks are held or wanted through the queue.
	 */
	int queued() {
		return this.queues.size();
	}

	/**
	 * What is held now, or was until a moment ago and is about to be given back. For the
	 * protocol's thread only.
	 * @return the leases, in no order
	 */
	public List<Lease> leases() {
		return this.groups.leases().map(HeldLease::turn).filter(Objects::nonNull).map(Lease.class::cast).toList();
	}

	/**
	 * Ends a lease against its holder's will, as if it could not be renewed in time: it
	 * is reported lost, and given back. Without effect if it has ended.
	 * @param lease a lease that this engine has granted
	 */
	public void revoke(Lease lease) {
		((Turn) lease).lease().lose(LossCause.NOT_RENEWED);
	}

	/**
	 * Gives everything back, and takes no request from then on. A wait that is under way
	 * ends without a result.
	 * @return completes once the nodes have confirmed or were asked in vain
	 */
	public CompletionStage<Void> close() {
		CompletableFuture<CompletionStage<Void>> begun = new CompletableFuture<>();
		this.context.run(() -> begun.complete(giveAllBack()),
				() -> begun.complete(CompletableFuture.completedFuture(null)));
		return begun.thenCompose(Function.identity());
	}

	private CompletionStage<Void> giveAllBack() {
		this.closed = true;
		this.queues.close();
		List.copyOf(this.waiting).forEach((acquisition) -> acquisition.end(new AcquireResult.Closed()));
		return this.groups.close();
	}

	private static void refuse() {
		throw new IllegalStateException("The lock manager was closed");
	}

	private static Duration requireWait(Duration wait) {
		if (wait.isNegative() || wait.compareTo(LeaseRequest.MAX_DURATION) > 0) {
			throw new IllegalArgumentException("The wait must be from zero to 365 days, but was " + wait);
		}
		return wait;
	}

}
