package io.quorumlock.quorum;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.quorumlock.node.Answer;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.link.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What one node says to all names of a lease, as if it were one: it grants only what it
 * grants for every name. Used on the protocol's thread only.
 */
final class Ballot {

	private final @Nullable Outcome[] outcomes;

	private final Count count;

	private boolean counted;

	/**
	 * An empty ballot.
	 * @param names how many names there are
	 * @param count told once all names have an outcome, and again once late answers have
	 * completed it
	 */
	Ballot(int names, Count count) {
		this.outcomes = new Outcome[names];
		this.count = count;
	}

	/**
	 * Takes the outcome for one name.
	 * @param index the index of the name
	 */
	Reply reply(int index) {
		return (outcome) -> {
			if (this.outcomes.length == 1) {
				this.count.on(outcome, holdsNothing(outcome));
				return;
			}
			this.outcomes[index] = outcome;
			List<Outcome> known = Arrays.stream(this.outcomes).filter(Objects::nonNull).toList();
			if (known.size() == this.outcomes.length
					&& (!this.counted || known.stream().allMatch(Outcome.Answered.class::isInstance))) {
				this.counted = true;
				this.count.on(whole(known), known.stream().allMatch(Ballot::holdsNothing));
			}
		};
	}

	private static Outcome whole(List<Outcome> outcomes) {
		return outcomes.stream()
			.max(Comparator.comparingInt(Ballot::weight).thenComparingLong(Ballot::fence))
			.orElseThrow();
	}

	/** The higher, the less the node has said yes to the whole. */
	private static int weight(Outcome outcome) {
		if (!(outcome instanceof Outcome.Answered answered)) {
			return (outcome instanceof Outcome.Unanswered) ? 6 : 5;
		}
		if (answered.answer() instanceof Answer.Granted) {
			return 0;
		}
		if (answered.answer() instanceof Answer.Stale) {
			return 1;
		}
		return (answered.answer() instanceof Answer.Taken) ? 2 : 3;
	}

	private static long fence(Outcome outcome) {
		return (outcome instanceof Outcome.Answered answered && answered.answer() instanceof Answer.Stale stale)
				? stale.fence() : 0;
	}

	private static boolean holdsNothing(Outcome outcome) {
		return outcome instanceof Outcome.NotSent
				|| (outcome instanceof Outcome.Answered answered && !(answered.answer() instanceof Answer.Granted));
	}

	/**
	 * Takes what a node says to the whole.
	 */
	@FunctionalInterface
	interface Count {

		/**
		 * The node has said something to every name.
		 * @param outcome what it comes to
		 * @param holdsNothing whether the node surely holds none of the names for this
		 */
		void on(Outcome outcome, boolean holdsNothing);

	}

}
