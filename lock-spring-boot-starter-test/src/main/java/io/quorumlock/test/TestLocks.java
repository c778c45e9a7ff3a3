package io.quorumlock.test;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quorumlock.Lease;
import io.quorumlock.LockName;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipListener;
import io.quorumlock.election.QuorumLeaderElection;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.quorum.QuorumSettings;

/**
 * Makes things happen to the locks and roles of the application under test. They are
 * those of production on nodes in memory, and on time that stands still unless it is
 * advanced or somebody waits for a lock: such a wait is over at once, however long it is.
 * <p>
 * Locks are named as in messages: {@code orders}, or {@code orders/42} with a key. One on
 * several keys has them behind its name: {@code "accounts", "alice", "bob"}. Each method
 * returns when the callbacks and event listeners have run that it caused; it waits for
 * those that go on by themselves for two seconds at most. Thread-safe.
 */
public final class TestLocks implements AutoCloseable {

	/** The public id of the instance that stands for all others. */
	public static final String SOMEBODY_ELSE = "somebody-else";

	private final VirtualTime time = new VirtualTime();

	private final Effects effects = new Effects();

	private final List<MemoryNode> nodes;

	private final QuorumLockManager lockManager;

	private final QuorumLeaderElection leaderElection;

	private final Function<String, RoleSettings> election;

	private final Others others;

	/** The roles for which the application did not campaign by itself. */
	private final Set<String> appointed = new HashSet<>();

	/**
	 * Locks that nobody holds, and roles that nobody leads.
	 * @param settings how leases are taken
	 * @param nodes how many nodes vote
	 * @param election how the application campaigns for a role
	 * @param listener told what happens to roles
	 * @param policy which locks the application may take, and for how long
	 */
	public TestLocks(QuorumSettings settings, int nodes, Function<String, RoleSettings> election,
			LeadershipListener listener, LockPolicy policy) {
		this.nodes = IntStream.rangeClosed(1, nodes)
			.mapToObj((number) -> new MemoryNode("node-" + number, this.time))
			.toList();
		VirtualEntropy entropy = new VirtualEntropy();
		LeaseEngine engine = engine(settings, entropy);
		this.lockManager = new QuorumLockManager(engine, this.effects.callbacks(), new VirtualWaiter(this.time, engine),
				policy);
		this.leaderElection = new QuorumLeaderElection(this.lockManager, election, listener, this.effects.events());
		this.election = election;
		this.others = new Others(engine(Others.settings(settings), entropy));
	}

	/**
	 * Locks with the defaults of the properties on three nodes, for a test without
	 * Spring.
	 * @return new locks that nobody holds
	 */
	public static TestLocks create() {
		return new TestLocks(QuorumSettings.defaults("test", "this-instance", 2), 3, (role) -> RoleSettings.defaults(),
				(event) -> {
				}, LockPolicy.NONE);
	}

	/**
	 * The locks of the application under test.
	 * @return its lock manager
	 */
	public QuorumLockManager lockManager() {
		return this.lockManager;
	}

	/**
	 * The roles of the application under test.
	 * @return its election
	 */
	public LeaderElection leaderElection() {
		return this.leaderElection;
	}

	/**
	 * Somebody else holds a lock from now on. If the application holds it, it loses it
	 * first.
	 * @param lock such as {@code orders/42}, or only its name if keys follow
	 * @param keys the keys, such as those of two accounts; may be empty
	 */
	public void holdElsewhere(String lock, String... keys) {
		holdElsewhere(LockText.parse(lock, keys));
	}

	/**
	 * Somebody else holds a lock from now on. If the application holds it, it loses it
	 * first.
	 * @param lock the lock
	 */
	public void holdElsewhere(LockName lock) {
		cause(() -> takeAway(lock));
	}

	/**
	 * Somebody else holds a lock from now on, and lets go of it after a while: who waits
	 * for longer gets it.
	 * @param lock such as {@code orders/42}
	 * @param time for how long
	 */
	public void holdElsewhere(String lock, Duration time) {
		holdElsewhere(LockText.parse(lock), time);
	}

	/**
	 * Somebody else holds a lock from now on, and lets go of it after a while: who waits
	 * for longer gets it.
	 * @param lock the lock
	 * @param time for how long
	 */
	public void holdElsewhere(LockName lock, Duration time) {
		cause(() -> {
			takeAway(lock);
			this.time.schedule(time.toNanos(), () -> this.others.letGoIfHeld(lock));
		});
	}

	/**
	 * Whoever else holds a lock lets go of it.
	 * @param lock such as {@code orders/42}, or only its name if keys follow
	 * @param keys the keys; may be empty
	 * @throws IllegalStateException if nobody else holds it
	 */
	public void letGo(String lock, String... keys) {
		letGo(LockText.parse(lock, keys));
	}

	/**
	 * Whoever else holds a lock lets go of it.
	 * @param lock the lock
	 * @throws IllegalStateException if nobody else holds it
	 */
	public void letGo(LockName lock) {
		cause(() -> this.others.letGo(lock));
	}

	/**
	 * The application loses a lock that it holds, as if it could not be renewed in time.
	 * @param lock such as {@code orders/42}, or only its name if keys follow
	 * @param keys the keys; may be empty
	 * @throws IllegalStateException if the application does not hold it
	 */
	public void lose(String lock, String... keys) {
		lose(LockText.parse(lock, keys));
	}

	/**
	 * The application loses a lock that it holds, as if it could not be renewed in time.
	 * @param lock the lock
	 * @throws IllegalStateException if the application does not hold it
	 */
	public void lose(LockName lock) {
		cause(() -> {
			if (!revoke(lock)) {
				throw new IllegalStateException("'" + lock + "' is not held here, but this is: " + held());
			}
		});
	}

	/**
	 * So many nodes are down from now on that no lock can be granted or renewed. What is
	 * held is lost when its lease time is over: {@link #advance} makes it so.
	 */
	public void loseQuorum() {
		int down = this.nodes.size() - this.lockManager.engine().settings().quorum() + 1;
		cause(() -> this.nodes.subList(0, down).forEach((node) -> node.setDown(true)));
	}

	/**
	 * All nodes are up again.
	 */
	public void restoreQuorum() {
		cause(() -> this.nodes.forEach((node) -> node.setDown(false)));
	}

	/**
	 * The application becomes the leader of a role. Takes as long as a follower waits
	 * until it tries again.
	 * @param role the role
	 * @throws IllegalStateException if there is no quorum
	 */
	public void lead(String role) {
		cause(() -> this.others.letGoIfHeld(LockName.ofRole(role)));
		advance(this.election.apply(role).retryInterval());
		if (!leads(role)) {
			this.appointed.add(role);
			cause(() -> this.leaderElection.campaign(role));
		}
		if (!leads(role)) {
			throw new IllegalStateException("Nobody can lead '" + role + "' now: is the quorum lost?");
		}
	}

	/**
	 * Somebody else becomes the leader of a role. Takes as long as a follower waits until
	 * it tries again.
	 * @param role the role
	 */
	public void follow(String role) {
		holdElsewhere(LockName.ofRole(role));
		advance(this.election.apply(role).retryInterval());
	}

	/**
	 * Lets time go by: leases are renewed or run out, waits end, and so do shortest and
	 * longest holds. Waiting stages and publishers get what is free now, or give up, only
	 * when time goes by: a thread that blocks on one waits for ever.
	 * @param duration how long
	 */
	public void advance(Duration duration) {
		cause(() -> this.time.advance(duration.toNanos()));
	}

	/**
	 * What the application holds now, roles aside.
	 * @return the locks
	 */
	public Set<LockName> held() {
		this.time.lock();
		try {
			return leases().stream()
				.map(Lease::lock)
				.filter((lock) -> !lock.name().equals(LockName.ofRole("any").name()))
				.collect(Collectors.toUnmodifiableSet());
		}
		finally {
			this.time.unlock();
		}
	}

	/**
	 * Whether the application holds a lock now, alone or with others as one lease.
	 * @param lock such as {@code orders/42}, or only its name if keys follow
	 * @param keys the keys; may be empty
	 * @return {@code true} if so
	 */
	public boolean isHeld(String lock, String... keys) {
		LockName name = LockText.parse(lock, keys);
		return held().stream().anyMatch((held) -> held.covers(name));
	}

	/**
	 * Undoes what was made to happen: nobody holds a lock, all nodes are up, and the
	 * application leads what it campaigns for. Time does not go back, and tokens still
	 * rise.
	 */
	public void reset() {
		restoreQuorum();
		// Ends the waits that are still under way
		advance(this.lockManager.engine().settings().waitTime());
		cause(() -> {
			this.others.letAllGo();
			leases().stream().filter((lease) -> held().contains(lease.lock())).forEach(Lease::release);
			// Those too that are kept until their shortest hold is over
			this.nodes.forEach((node) -> node.free((name) -> !name.contains(LockName.ofRole("any").name())));
		});
		this.leaderElection.roles()
			.stream()
			.map((role) -> this.election.apply(role).retryInterval())
			.max(Comparator.naturalOrder())
			.ifPresent(this::advance);
		this.appointed.forEach(this::follow);
	}

	/**
	 * Returns when the callbacks and event listeners have run that the application caused
	 * by itself, as when it started.
	 */
	public void settle() {
		this.effects.settle();
	}

	@Override
	public void close() {
		this.lockManager.close();
		this.effects.close();
	}

	private void takeAway(LockName lock) {
		leases().stream().filter((lease) -> VirtualWaiter.bars(lease.lock(), lock)).forEach(this::revoke);
		this.others.take(lock);
	}

	private boolean revoke(LockName lock) {
		List<Lease> leases = leases().stream().filter((lease) -> lease.lock().covers(lock)).toList();
		leases.forEach(this::revoke);
		return !leases.isEmpty();
	}

	private void revoke(Lease lease) {
		this.lockManager.engine().revoke(lease);
	}

	private List<Lease> leases() {
		return this.lockManager.engine().leases().stream().filter(Lease::isHeld).toList();
	}

	private boolean leads(String role) {
		return this.leaderElection.leadership(role).isLeader();
	}

	private void cause(Runnable action) {
		this.effects.cause(() -> {
			this.time.lock();
			try {
				action.run();
			}
			finally {
				this.time.unlock();
			}
		});
	}

	private LeaseEngine engine(QuorumSettings settings, VirtualEntropy entropy) {
		return new LeaseEngine(this.nodes, settings, this.time, this.time, entropy, this.effects.callbacks());
	}

}
