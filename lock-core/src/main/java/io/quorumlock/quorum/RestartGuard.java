package io.quorumlock.quorum;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quorumlock.event.LockListener;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a node that may have forgotten grants from voting until all that it may have
 * forgotten has ended. Each client counts for itself, on its monotonic clock, and whoever
 * is first admits the node for all. Nodes that are all new have forgotten nothing and are
 * admitted at once. Used on the protocol's thread only.
 */
final class RestartGuard {

	private final List<NodeLink> links;

	private final GuardSettings settings;

	private final Ticker ticker;

	private final Timers timers;

	private final @Nullable Rebirth[] rebirths;

	/** Which births are over: what is heard of them now was said before. */
	private final long[] admitted;

	private final LockListener events;

	/** Of whose birth was told: one bit for each node. */
	private volatile int reborn;

	private boolean established;

	RestartGuard(List<NodeLink> links, GuardSettings settings, Ticker ticker, Timers timers, LockListener events) {
		this.events = events;
		this.links = links;
		this.settings = settings;
		this.ticker = ticker;
		this.timers = timers;
		this.rebirths = new Rebirth[links.size()];
		this.admitted = new long[links.size()];
	}

	/**
	 * The cluster has granted a lease, so it is not new any more.
	 */
	void established() {
		if (!this.established) {
			this.established = true;
			tellOfBirths();
		}
	}

	/**
	 * Whether a node does not vote, as it may have forgotten grants. From any thread.
	 */
	boolean sitsOut(int node) {
		return (this.reborn & 1 << node) != 0;
	}

	/** Nodes of a new cluster are new as well, and nothing to tell of. */
	private void tellOfBirths() {
		for (int node = 0; node < this.rebirths.length; node++) {
			Rebirth rebirth = this.rebirths[node];
			if (rebirth != null && !rebirth.founding() && !sitsOut(node)) {
				this.reborn = this.reborn | 1 << node;
				this.events.onEvent(new NodeEvent.Reborn(this.links.get(node).name(), this.settings.duration()));
			}
		}
	}

	/**
	 * A node has said that it sits out.
	 */
	void sitsOut(int node, long birth) {
		if (birth == this.admitted[node]) {
			return;
		}
		Rebirth known = this.rebirths[node];
		if (known == null || known.birth() != birth) {
			this.rebirths[node] = new Rebirth(birth, this.ticker.nanos() + this.settings.duration().toNanos(), false);
			this.timers.schedule(this.settings.duration().toNanos(), () -> admitIfOver(node));
			if (this.established) {
				tellOfBirths();
			}
		}
		else {
			admitIfOver(node);
		}
	}

	/**
	 * Finds out whether the nodes that sit out may vote already.
	 * @param done called once all nodes have been asked, with what may vote sent ahead
	 */
	void settle(Runnable done) {
		Answer.@Nullable Standing[] standings = new Answer.Standing[this.links.size()];
		boolean[] heard = new boolean[this.links.size()];
		int[] open = { this.links.size() };
		for (int node = 0; node < standings.length; node++) {
			int index = node;
			this.links.get(node).send(new Operation.Greet(), (outcome) -> {
				if (outcome instanceof Outcome.Answered answered
						&& answered.answer() instanceof Answer.Standing standing) {
					standings[index] = standing;
				}
				if (!heard[index]) {
					heard[index] = true;
					if (--open[0] == 0) {
						settle(standings);
						done.run();
					}
				}
			});
		}
	}

	/**
	 * How long a node is going to sit out, in words; empty if it votes.
	 */
	String describe(int node) {
		Rebirth rebirth = this.rebirths[node];
		if (rebirth == null) {
			return "";
		}
		long seconds = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, rebirth.until() - this.ticker.nanos()));
		return "was restarted or emptied and sits out its restart guard for another " + seconds + " s";
	}

	private void settle(Answer.@Nullable Standing[] standings) {
		boolean founding = !this.established && !this.settings.strict() && areAllNew(standings);
		for (int node = 0; node < standings.length; node++) {
			Answer.Standing standing = standings[node];
			if (standing != null && !standing.voting()) {
				sitsOut(node, standing.birth());
				if (founding) {
					admit(node, standing.birth(), true);
				}
			}
		}
		if (!founding) {
			tellOfBirths();
		}
	}

	private boolean areAllNew(Answer.@Nullable Standing[] standings) {
		long window = TimeUnit.NANOSECONDS.toMicros(this.settings.bootstrapWindow().toNanos());
		for (Answer.Standing standing : standings) {
			if (standing == null || standing.ageMicros() > window || (standing.voting() && !standing.founding())) {
				return false;
			}
		}
		return true;
	}

	private void admitIfOver(int node) {
		Rebirth rebirth = this.rebirths[node];
		if (rebirth != null && this.ticker.nanos() - rebirth.until() >= 0) {
			admit(node, rebirth.birth(), false);
		}
	}

	private void admit(int node, long birth, boolean founding) {
		Rebirth founder = this.rebirths[node];
		if (founding && founder != null) {
			this.rebirths[node] = new Rebirth(birth, founder.until(), true);
		}
		this.links.get(node).send(new Operation.Admit(birth, founding), (outcome) -> {
			Rebirth rebirth = this.rebirths[node];
			if (outcome instanceof Outcome.Answered && rebirth != null && rebirth.birth() == birth) {
				this.rebirths[node] = null;
				this.admitted[node] = birth;
				if (sitsOut(node)) {
					this.reborn = this.reborn & ~(1 << node);
					this.events.onEvent(new NodeEvent.Admitted(this.links.get(node).name()));
				}
			}
		});
	}

	/**
	 * A birth that is being sat out.
	 *
	 * @param birth which one
	 * @param until when the guard is over, on the monotonic clock
	 * @param founding whether the node is new as all others are
	 */
	private record Rebirth(long birth, long until, boolean founding) {

	}

}
