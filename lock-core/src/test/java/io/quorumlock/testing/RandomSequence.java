package io.quorumlock.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;

/**
 * Batches of random operations on a few sessions, leases, names and tokens, so that they
 * get in each other's way. The same seed gives the same sequence, but for tokens, which
 * lie around a base of the player's choice. It is made of phases: between two of them the
 * node may be restarted or emptied, or some time passes.
 *
 * @param seed what all follows from
 * @param expiring whether time passes between the phases; what is short-lived then lives
 * in the last batch of a phase only, so that it does not matter how long a phase takes
 */
record RandomSequence(long seed, boolean expiring) {

	/** For how long what is short-lived lasts. */
	static final long SHORT_MILLIS = 40;

	private static final long LONG_MILLIS = 3_600_000;

	private static final long TOO_LARGE = 1L << 53;

	private static final SessionId[] SESSIONS = { new SessionId("ann"), new SessionId("bob"), new SessionId("cat") };

	private static final String[] NAMES = { "n", "m" };

	int phases() {
		return this.expiring ? 5 : 3;
	}

	/**
	 * What happens to the node before a phase.
	 */
	Event before(int phase) {
		int chance = random(phase).nextInt(10);
		if (phase == 0 || chance > 4) {
			return Event.NONE;
		}
		return (chance > 1) ? Event.RESTART : Event.WIPE;
	}

	/**
	 * Whether the tokens lie close to the node's clock, rather than close to zero.
	 */
	boolean usesLargeTokens() {
		return !this.expiring && this.seed % 2 == 0;
	}

	/**
	 * The batches of a phase.
	 * @param phase which
	 * @param base what tokens are counted from
	 * @param birth the node's birth in this phase
	 */
	List<Step> steps(int phase, long base, long birth) {
		SplittableRandom random = random(phase);
		random.nextInt();
		List<Step> steps = new ArrayList<>();
		int count = random.nextInt(3, 7);
		for (int step = 0; step < count; step++) {
			boolean last = step == count - 1;
			List<Operation> operations = new ArrayList<>();
			if (step == 0) {
				begin(operations, birth, random);
			}
			int size = random.nextInt(1, 6);
			for (int i = 0; i < size; i++) {
				long around = base + 8L * phase + 2L * step;
				operations.add(new Maker(random, around, birth, this.expiring && last).next(this.expiring && !last));
			}
			steps.add(new Step(random.nextInt(8) == 0 ? phase : phase + 1, operations));
		}
		return steps;
	}

	// Without a session, and on a node that sits out, little would happen
	private static void begin(List<Operation> operations, long birth, SplittableRandom random) {
		if (random.nextInt(10) > 0) {
			operations.add(new Operation.Admit(birth, random.nextInt(3) > 0));
		}
		for (SessionId session : SESSIONS) {
			if (random.nextInt(3) > 0) {
				operations
					.add(new Operation.Open(session, LONG_MILLIS, session.reveal(), "ear of " + session.reveal()));
			}
		}
	}

	private SplittableRandom random(int phase) {
		return new SplittableRandom(this.seed * 1_000_003 + phase);
	}

	/** What happens to a node. */
	enum Event {

		NONE, RESTART, WIPE

	}

	/**
	 * One batch.
	 *
	 * @param connection on which it arrives
	 * @param operations what it is made of
	 */
	record Step(long connection, List<Operation> operations) {
	}

	private record Maker(SplittableRandom random, long around, long birth, boolean mayBeShort) {

		Operation next(boolean nothingIsLetGo) {
			int chance = this.random.nextInt(nothingIsLetGo ? 96 : 118);
			if (chance < 14) {
				long leaseMillis = (this.random.nextInt(20) == 0) ? 0 : leaseMillis();
				return new Operation.Open(session(), leaseMillis, "host " + this.random.nextInt(2),
						"ear " + this.random.nextInt(2));
			}
			if (chance < 48) {
				return new Operation.Acquire(session(), lease(), name(), token(), this.random.nextInt(1, 4),
						!nothingIsLetGo && this.random.nextBoolean());
			}
			if (chance < 60) {
				long token = token();
				return new Operation.Regrant(session(), lease(), name(), token, fence(token));
			}
			if (chance < 66) {
				return new Operation.Renew(session(), leaseMillis());
			}
			if (chance < 70) {
				return new Operation.Close(session());
			}
			if (chance < 73) {
				return new Operation.Greet();
			}
			if (chance < 78) {
				return new Operation.Admit(this.birth - this.random.nextInt(2), this.random.nextInt(3) > 0);
			}
			if (chance < 84) {
				return new Operation.Look(name());
			}
			if (chance < 94) {
				return new Operation.Yield(session(), lease(), name(), holder());
			}
			if (chance < 96) {
				return new Operation.Announce("channel", "text");
			}
			return new Operation.Release(session(), lease(), name());
		}

		private SessionId session() {
			return SESSIONS[this.random.nextInt(SESSIONS.length)];
		}

		private String holder() {
			return this.random.nextBoolean() ? session().reveal() : "host " + this.random.nextInt(2);
		}

		private long lease() {
			return this.random.nextInt(1, 3);
		}

		private String name() {
			return NAMES[this.random.nextInt(NAMES.length)];
		}

		private long leaseMillis() {
			boolean isShort = this.random.nextInt(2) == 0;
			return (isShort && this.mayBeShort) ? SHORT_MILLIS : LONG_MILLIS;
		}

		private long token() {
			int chance = this.random.nextInt(30);
			if (chance == 0) {
				return Long.MAX_VALUE;
			}
			return (chance == 1) ? 0 : Math.max(0, this.around + this.random.nextInt(-6, 7));
		}

		private long fence(long token) {
			boolean isWrong = this.random.nextInt(20) == 0;
			return (isWrong || token > TOO_LARGE) ? TOO_LARGE : token + this.random.nextInt(4);
		}

	}

}
