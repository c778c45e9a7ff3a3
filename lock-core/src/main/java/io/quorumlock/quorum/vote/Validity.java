package io.quorumlock.quorum.vote;

import java.util.Arrays;
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
		Moment[] latestFirst = deadlines.toArray(new Moment[0]);
		Arrays.sort(latestFirst, LATEST_FIRST);
		long wallMicros = Long.MAX_VALUE;
		for (int i = 0; i < quorum; i++) {
			wallMicros = Math.min(wallMicros, latestFirst[i].wallMicros());
		}
		return new Moment(latestFirst[quorum - 1].nanos(), wallMicros);
	}

}
