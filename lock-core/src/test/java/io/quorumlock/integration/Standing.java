package io.quorumlock.integration;

import java.util.Set;

import io.quorumlock.election.LeadershipState;

/**
 * How an instance sees itself, its role and the nodes.
 *
 * @param state where it stands
 * @param leader whom it sees lead, empty if nobody
 * @param voting how many nodes vote
 * @param candidates who campaigns
 */
record Standing(LeadershipState state, String leader, int voting, Set<String> candidates) {

	String encode() {
		return String.join(" ", this.state.name(), this.leader, Integer.toString(this.voting),
				String.join(",", this.candidates));
	}

	static Standing decode(String text) {
		String[] words = text.split(" ", 4);
		return new Standing(LeadershipState.valueOf(words[0]), words[1], Integer.parseInt(words[2]),
				Set.of(words[3].split(",", -1)));
	}

}
