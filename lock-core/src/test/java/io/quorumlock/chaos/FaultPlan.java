package io.quorumlock.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.quorumlock.chaos.FaultKind.Target;

/**
 * Deals faults from a shuffled deck with all kinds, again and again, so that each kind
 * happens. Mostly a majority of the nodes is left alone, and one client always is. All of
 * it follows from the seed.
 */
final class FaultPlan {

	/** From a loss of data on one node to that on another. */
	static final long LOSS_DISTANCE = ChaosSettings.RESTART_GUARD.plus(ChaosSettings.SLACK).toMillis();

	private static final long SHORTEST = 10_000;

	private static final long BETWEEN = 300;

	/** Clients have found a node that was cut off again. */
	private static final long RECONNECTED = 700;

	private static final long RELAUNCH = 1500;

	private final Random random;

	private final long length;

	private final long[] nodesFree;

	private final long[] clientsFree = new long[ChaosSettings.CLIENTS];

	private final List<PlannedFault> faults = new ArrayList<>();

	private long lossFree;

	private FaultPlan(long seed, int nodes, long length) {
		this.random = new Random(seed);
		this.length = length;
		this.nodesFree = new long[nodes];
	}

	/**
	 * Makes a plan.
	 * @param seed decides all
	 * @param nodes how many there are
	 * @param length for how many milliseconds; more if not all kinds fit into it
	 * @param kinds what may happen
	 */
	static List<PlannedFault> of(long seed, int nodes, long length, Set<FaultKind> kinds) {
		FaultPlan plan = new FaultPlan(seed, nodes, length);
		plan.deal(List.copyOf(kinds));
		return plan.faults;
	}

	private void deal(List<FaultKind> kinds) {
		List<FaultKind> deck = shuffled(kinds);
		boolean allDealt = false;
		long at = 0;
		// Room for all kinds, also if the machine was so slow to start that little time
		// is left
		long step = Math.min(1500, Math.max(SHORTEST, this.length) * 3 / 4 / kinds.size());
		while (at < this.length || !allDealt) {
			at += dealOne(deck, at) ? between(step / 2, step * 3 / 2) : 50;
			if (deck.isEmpty()) {
				allDealt = true;
				deck = shuffled(kinds);
			}
		}
	}

	private List<FaultKind> shuffled(List<FaultKind> kinds) {
		List<FaultKind> deck = new ArrayList<>(kinds);
		// What stale writes come from, so two cards
		deck.add(FaultKind.PROCESS_PAUSE_BEFORE_WRITE);
		Collections.shuffle(deck, this.random);
		return deck;
	}

	private boolean dealOne(List<FaultKind> deck, long at) {
		for (Iterator<FaultKind> cards = deck.iterator(); cards.hasNext();) {
			FaultKind kind = cards.next();
			int target = target(kind, at);
			if (target >= 0) {
				cards.remove();
				if (kind == FaultKind.FLUSHALL) {
					planFlush(target, at);
				}
				else {
					plan(new PlannedFault(kind, target, at, duration(kind)));
				}
				return true;
			}
		}
		return false;
	}

	/**
	 * Whom it may befall now, negative if nobody.
	 */
	private int target(FaultKind kind, long at) {
		if (kind.keepsLossesAway() && at < this.lossFree) {
			return -1;
		}
		return switch (kind.target()) {
			case NODE -> (kind != FaultKind.FLUSHALL || busy(this.nodesFree, at) == 0) ? node(at) : -1;
			case ALL_NODES -> (busy(this.nodesFree, at) == 0) ? 0 : -1;
			case CLIENT -> (busy(this.clientsFree, at) < ChaosSettings.CLIENTS - 1) ? free(this.clientsFree, at) : -1;
			case CUT_OFF_CLIENT ->
				(this.clientsFree[ChaosSettings.CUT_OFF_CLIENT] <= at) ? ChaosSettings.CUT_OFF_CLIENT : -1;
		};
	}

	private int node(long at) {
		int busy = busy(this.nodesFree, at);
		boolean dare = busy < this.nodesFree.length - 1 && this.random.nextInt(20) == 0;
		return (busy < minority() || dare) ? free(this.nodesFree, at) : -1;
	}

	private static int busy(long[] free, long at) {
		return (int) Arrays.stream(free).filter((each) -> each > at).count();
	}

	private int free(long[] free, long at) {
		int index = this.random.nextInt(free.length);
		while (free[index] > at) {
			index = (index + 1) % free.length;
		}
		return index;
	}

	private long duration(FaultKind kind) {
		long lease = ChaosSettings.LEASE_TIME.toMillis();
		if (kind == FaultKind.PROCESS_PAUSE_BEFORE_WRITE) {
			return between(lease * 3 / 2, lease * 5 / 2);
		}
		return kind.isInstant() ? 0
				: between(lease * 3 / 10, Math.min(lease * 5 / 2, Math.max(lease, this.length / 20)));
	}

	/**
	 * Others miss grants and return, and then one forgets its own: with those it would
	 * make a quorum against leases that are held, did it not sit out the restart guard.
	 */
	private void planFlush(int target, long at) {
		long absence = duration(FaultKind.PROXY_DROP_REQUESTS);
		for (int i = 1; i <= minority(); i++) {
			int other = (target + i) % this.nodesFree.length;
			plan(new PlannedFault(FaultKind.PROXY_DROP_REQUESTS, other, at, absence));
		}
		plan(new PlannedFault(FaultKind.FLUSHALL, target, at + absence + RECONNECTED, 0));
	}

	private int minority() {
		return (this.nodesFree.length - 1) / 2;
	}

	private void plan(PlannedFault fault) {
		this.faults.add(fault);
		long end = fault.at() + fault.duration();
		Target target = fault.kind().target();
		if (target == Target.NODE) {
			this.nodesFree[fault.target()] = end + BETWEEN;
		}
		else if (target == Target.ALL_NODES) {
			Arrays.fill(this.nodesFree, end + BETWEEN);
		}
		else {
			this.clientsFree[fault.target()] = end + ((fault.kind() == FaultKind.PROCESS_KILL) ? RELAUNCH : BETWEEN);
		}
		if (fault.kind().keepsLossesAway()) {
			this.lossFree = end + LOSS_DISTANCE;
		}
	}

	private long between(long from, long to) {
		return from + (long) (this.random.nextDouble() * (to - from));
	}

}
