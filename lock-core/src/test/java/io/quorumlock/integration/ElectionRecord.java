package io.quorumlock.integration;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipListener;
import io.quorumlock.election.LeadershipRevoked;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one instance was told of its own terms.
 */
final class ElectionRecord implements LeadershipListener {

	private static final String GRANTED = "granted";

	private static final String REVOKED = "revoked";

	private final List<String> terms = new CopyOnWriteArrayList<>();

	@Override
	public void onEvent(LeadershipEvent event) {
		if (event instanceof LeadershipGranted) {
			this.terms.add(GRANTED + " " + event.term());
		}
		else if (event instanceof LeadershipRevoked) {
			this.terms.add(REVOKED + " " + event.term());
		}
	}

	List<String> terms() {
		return List.copyOf(this.terms);
	}

	/**
	 * Each term is granted, then revoked, before the next and higher one; the last one
	 * may still go on.
	 */
	static void assertAlternating(List<String> terms) {
		long last = 0;
		for (int i = 0; i < terms.size(); i++) {
			String[] words = terms.get(i).split(" ", 2);
			long term = Long.parseLong(words[1]);
			if (i % 2 == 0) {
				assertThat(words[0]).as("event %d of %s", i, terms).isEqualTo(GRANTED);
				assertThat(term).as("term in event %d of %s", i, terms).isGreaterThan(last);
				last = term;
			}
			else {
				assertThat(terms.get(i)).as("event %d of %s", i, terms).isEqualTo(REVOKED + " " + last);
			}
		}
	}

}
