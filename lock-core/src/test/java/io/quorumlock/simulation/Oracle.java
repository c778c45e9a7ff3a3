package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.Lease;
import io.quorumlock.quorum.EngineAccess;

/**
 * Sees everything at once, which no participant does, and throws a {@link Violation} as
 * soon as an invariant is broken.
 */
final class Oracle {

	/** By how much a loss may be told after the deadline by a process that runs. */
	private static final long PROMPT_NANOS = 1_000;

	/** How long a restart guard takes if the fastest of clocks counts it. */
	private static final long SHORTEST_GUARD = (long) (Plan.LEASE.toNanos() / 1.005);

	/** How long an instance may go on with what it knows that another one waits for. */
	private static final long LONGEST_BYPASS = 10_000_000;

	private final World world;

	private final List<SimulatedHost> hosts;

	private final int quorum;

	private final boolean covered;

	private final boolean tokensRise;

	private final boolean promptSignals;

	/** The leases that are held, or may yet be. */
	private final List<HeldRecord> open = new ArrayList<>();

	private final List<HeldRecord> all = new ArrayList<>();

	private final Map<String, Long> highestToken = new HashMap<>();

	private final Map<String, Map<Long, HeldRecord>> tokens = new HashMap<>();

	private final Map<String, GuardedRegister> registers = new HashMap<>();

	private final Map<String, SimulatedProcess> lastHolder = new HashMap<>();

	private long handOvers;

	private long handOffs;

	private long nextEnd = Long.MAX_VALUE;

	private long minSlack = Long.MAX_VALUE;

	Oracle(World world, List<SimulatedHost> hosts, int quorum, Plan plan) {
		this.world = world;
		this.hosts = hosts;
		this.quorum = quorum;
		this.covered = plan.isCovered();
		this.tokensRise = plan.promisesTokens();
		// A timer cannot know that the wall clock is going to be set; the gate does.
		this.promptSignals = !plan.has(Fault.CLIENT_STEP);
		hosts.forEach((host) -> host.node().onWeaker(this::changed));
	}

	/** The highest token granted so far, to be exceeded by whoever asks from now on. */
	long highestToken(String name) {
		return this.highestToken.getOrDefault(name, 0L);
	}

	/** The highest token granted so far for any of several names. */
	long highestToken(List<String> names) {
		return names.stream().mapToLong(this::highestToken).max().orElse(0);
	}

	List<HeldRecord> granted(Lease lease, SimulatedProcess process, long highestWhenAsked) {
		return EngineAccess.fullNames(lease)
			.stream()
			.map((name) -> granted(new HeldRecord(lease, name, process), highestWhenAsked))
			.toList();
	}

	private HeldRecord granted(HeldRecord record, long highestWhenAsked) {
		long token = record.token();
		// What is handed on or kept was granted by the nodes before; where clocks are
		// wrong, they may have
		// granted it elsewhere since
		boolean rises = this.tokensRise && (this.covered || !record.isHandedOn());
		if (rises && token <= highestWhenAsked) {
			throw new Violation("I2", record.name() + " granted with token " + token + ", but " + highestWhenAsked
					+ " had been granted before it was asked for");
		}
		use(record, token);
		if (record.isHandedOn()) {
			requireFair(record);
		}
		SimulatedProcess former = this.lastHolder.put(record.name(), record.process());
		if (former != null && former != record.process()) {
			this.handOvers++;
		}
		this.open.add(record);
		this.all.add(record);
		record.lease().onLost(() -> lost(record));
		this.world.note(() -> "granted: %s with token %d to %s".formatted(record.name(), token, record.process()));
		look(this.open.size() - 1, true);
		return record;
	}

	/** What is handed on within a process is worth having, and not kept from others. */
	private void requireFair(HeldRecord record) {
		this.handOffs++;
		if (EngineAccess.wantedNanos(record.lease()) > LONGEST_BYPASS) {
			throw new Violation("Q", record.name() + " with token " + record.token()
					+ " was handed on although another instance has waited for long");
		}
		if (record.lease().remaining().compareTo(Plan.LEASE.dividedBy(4)) < 0) {
			throw new Violation("Q", record.name() + " with token " + record.token() + " was handed on with "
					+ record.lease().remaining() + " left");
		}
	}

	private void use(HeldRecord record, long token) {
		HeldRecord other = this.tokens.computeIfAbsent(record.name(), (key) -> new HashMap<>())
			.putIfAbsent(token, record);
		if (this.tokensRise && other != null && other != record) {
			throw new Violation("I2", "Two leases on " + record.name() + " use token " + token);
		}
		this.highestToken.merge(record.name(), token, Math::max);
	}

	void write(HeldRecord record, long token) {
		boolean held = this.covered && this.tokensRise && record.isHeld();
		if (!this.registers.computeIfAbsent(record.name(), (key) -> new GuardedRegister()).write(token) && held) {
			throw new Violation("I3", "A write to " + record.name() + " by its holder was refused");
		}
	}

	/** Time has passed, and leases may have run out. */
	void timePassed() {
		if (this.world.now() >= this.nextEnd) {
			this.nextEnd = Long.MAX_VALUE;
			for (int i = this.open.size() - 1; i >= 0; i--) {
				look(i, false);
			}
		}
	}

	/** A process has done something, which may have moved the deadlines of its leases. */
	void ran(SimulatedProcess process) {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			if (this.open.get(i).process() == process) {
				look(i, false);
			}
		}
	}

	/** What the nodes hold, or a clock, is no longer what it was. */
	void changed() {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			look(i, true);
		}
	}

	/**
	 * Checks that nothing is kept which was given back, while the sessions under which it
	 * was granted still live.
	 * @param kept what the leases' names begin with that are still wanted
	 */
	void checkNothingIsKept(String kept) {
		for (SimulatedHost host : this.hosts) {
			host.node().owned().forEach((name) -> {
				if (!name.startsWith(kept)) {
					throw new Violation("I8", "A node keeps what was given back: it " + host.node().describe(name));
				}
			});
		}
	}

	/** Checks what must hold once everything has come to rest. */
	void checkEnd() {
		for (HeldRecord record : this.all) {
			boolean lost = !record.isReleased() && !record.process().isDead();
			if (record.lossSignals() > 1
					|| (lost && record.lossSignals() != 1 && EngineAccess.hasEnded(record.lease()))) {
				throw new Violation("I5", record.name() + " with token " + record.token() + " was told of its loss "
						+ record.lossSignals() + " times");
			}
		}
		for (SimulatedHost host : this.hosts) {
			if (!host.node().occupied().isEmpty()) {
				throw new Violation("I8", "Still on a node: " + host.node().occupied());
			}
		}
	}

	long minSlack() {
		return this.minSlack;
	}

	long acquisitions() {
		return this.all.size();
	}

	long handOvers() {
		return this.handOvers;
	}

	/** How often the next holder got the lease from one of its own process. */
	long handOffs() {
		return this.handOffs;
	}

	long losses() {
		return this.all.stream().filter((record) -> record.lossSignals() > 0).count();
	}

	long staleWritesRefused() {
		return this.registers.values().stream().mapToLong(GuardedRegister::refused).sum();
	}

	/**
	 * Looks at one lease, after anything that may have changed it. What is held by nobody
	 * any more must not come back; it is watched until its own state says that it has
	 * ended, as a paused holder has not noticed.
	 * @param nodesChanged whether the nodes may hold less for it than before
	 */
	private void look(int index, boolean nodesChanged) {
		HeldRecord record = this.open.get(index);
		boolean moved = record.follow();
		if (!record.isLive()) {
			this.open.set(index, this.open.get(this.open.size() - 1));
			this.open.remove(this.open.size() - 1);
			if (!record.hasPassed()) {
				expectSignal(record);
			}
		}
		else if (record.isHeld()) {
			requireNotRevived(record);
			this.nextEnd = Math.min(this.nextEnd, record.endsAt());
			if (this.covered && (moved || nodesChanged)) {
				requireAlone(record);
				requireSlack(record);
			}
		}
		else if (!record.hasPassed()) {
			record.pass();
			this.world.note(() -> "over: %s with token %d".formatted(record.name(), record.token()));
			expectSignal(record);
		}
	}

	private void requireNotRevived(HeldRecord record) {
		if (record.hasPassed()) {
			if (!record.hasReturned()) {
				throw new Violation("I5",
						record.name() + " with token " + record.token() + " was over and is held again");
			}
			record.returned();
		}
	}

	private void requireAlone(HeldRecord record) {
		for (HeldRecord other : this.open) {
			if (other != record && other.name().equals(record.name()) && other.isHeld()) {
				throw new Violation("I1",
						record.name() + " is held with token " + other.token() + " and with token " + record.token());
			}
		}
	}

	private void requireSlack(HeldRecord record) {
		long slack = firstPossibleGrant(record) - record.endsAt();
		this.minSlack = Math.min(this.minSlack, slack);
		if (slack < 0) {
			throw new Violation("I4", record.name() + " with token " + record.token() + " could be granted again "
					+ -slack + " ns before its deadline");
		}
	}

	private long firstPossibleGrant(HeldRecord record) {
		long[] free = new long[this.hosts.size()];
		for (int i = 0; i < free.length; i++) {
			SimulatedNode node = this.hosts.get(i).node();
			long until = node.heldUntilMillis(record.name(), record.grantedToken());
			long since = node.sittingOutSinceMicros();
			free[i] = Math.max((until < 0) ? 0 : node.clock().trueTimeOfWall(until * 1000),
					(since < 0) ? 0 : node.clock().trueTimeOfWall(since) + SHORTEST_GUARD);
		}
		Arrays.sort(free);
		return free[this.quorum - 1];
	}

	private void expectSignal(HeldRecord record) {
		if (this.promptSignals && !record.isReleased() && record.lossSignals() == 0) {
			this.world.schedule(PROMPT_NANOS, () -> requireSignal(record));
		}
	}

	private void requireSignal(HeldRecord record) {
		if (record.isReleased() || record.lossSignals() > 0) {
			return;
		}
		if (record.process().isRunning()) {
			throw new Violation("I5",
					record.name() + " with token " + record.token() + " was lost without a signal at its deadline");
		}
		// A paused process cannot tell anybody before it goes on.
		record.process().run(() -> expectSignal(record));
	}

	private void lost(HeldRecord record) {
		record.lost();
		this.world.note(() -> "told of the loss: %s with token %d of %s".formatted(record.name(), record.token(),
				record.process()));
		if (record.isReleased()) {
			throw new Violation("I5", record.name() + " was given back and then reported lost");
		}
	}

}
