package io.quorumlock.integration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An interval in which an instance was seen to lead, on the monotonic clock. On Linux
 * that is CLOCK_MONOTONIC, one for the whole machine, so that times of several JVMs can
 * be compared.
 *
 * @param instance the instance
 * @param term the term
 * @param openedAt when its gate was first seen open
 * @param closedAt when it was last seen open
 */
record Gate(String instance, long term, long openedAt, long closedAt) {

	/**
	 * Finds gates that were open at one instant, or in another order than their terms.
	 * @return those that should not be, two at a time
	 */
	static List<String> violations(List<Gate> gates) {
		List<Gate> sorted = gates.stream().sorted(Comparator.comparingLong(Gate::term)).toList();
		List<String> violations = new ArrayList<>();
		for (int i = 1; i < sorted.size(); i++) {
			if (sorted.get(i).openedAt <= sorted.get(i - 1).closedAt) {
				violations.add(sorted.get(i - 1) + " and " + sorted.get(i));
			}
		}
		return violations;
	}

}
