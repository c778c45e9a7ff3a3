package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.node.Answer;
import io.quorumlock.quorum.AcquireResult.Holder;
import org.jspecify.annotations.Nullable;

/**
 * What is learned from the nodes of a round that knew another holder.
 */
final class Refusals {

	private final int quorum;

	private final List<Answer.Taken> taken = new ArrayList<>();

	Refusals(int quorum) {
		this.quorum = quorum;
	}

	void add(Answer.Taken answer) {
		this.taken.add(answer);
	}

	/**
	 * The holder that a quorum of nodes names: it surely was granted the lock.
	 */
	@Nullable Holder holder() {
		Map<Holder, Integer> counts = new HashMap<>();
		for (Answer.Taken each : this.taken) {
			Holder holder = new Holder(each.holder(), each.token());
			if (counts.merge(holder, 1, Integer::sum) >= this.quorum) {
				return holder;
			}
		}
		return null;
	}

	/**
	 * The quorum-th shortest of the remaining times: before it, a quorum can grant only
	 * after a release. The longest if there are fewer.
	 * @param free how many nodes may grant at once, or have not been heard
	 */
	Duration remaining(int free) {
		int last = Math.min(this.quorum - free, this.taken.size());
		return Duration.ofMillis(this.taken.stream()
			.mapToLong(Answer.Taken::remainingMillis)
			.sorted()
			.limit(Math.max(last, 0))
			.max()
			.orElse(0));
	}

	/**
	 * The highest token named, so that the next proposal lies above it.
	 */
	long highestToken() {
		return this.taken.stream().mapToLong(Answer.Taken::token).max().orElse(0);
	}

}
