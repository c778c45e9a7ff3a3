package io.quorumlock.quorum.vote;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Until when a lease that several nodes granted is surely held.
 */
public final class Validity {

	private static final Comparator<Moment> LATEST_FIRST = Comparator.comparingLong(Moment::nanos).reversed();

	private Validity() {
	}

	/**
	 * The quorum-th latest of the deadlines: up to it a quorum of nodes keeps every other
	 * lease out, so that no other can reach a quorum.
	 * @param deadlines until when each granting node surely keeps its grant
	 * @param quorum how many grants make a quorum
	 * @return the moment, {@code null} if there are fewer deadlines than that
	 */
	public static @Nullable Moment deadline(List<Moment> deadlines, int quorum) {
		if (deadlines.size() < quorum) {
			return null;
		}
		List<Moment> latest = deadlines.stream().sorted(LATEST_FIRST).limit(quorum).toList();
		long wallMicros = latest.stream().mapToLong(Moment::wallMicros).min().orElseThrow();
		return new Moment(latest.get(quorum - 1).nanos(), wallMicros);
	}

}
