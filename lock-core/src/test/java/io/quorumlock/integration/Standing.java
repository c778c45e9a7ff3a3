package io.quorumlock.integration;

import java.util.Set;

import io.quorumlock.election.LeadershipState;

/**
 * How an instance sees itself, its role and the nodes.
 *
 * @param state where it stands
 * @param leader whom it sees lead, empty if nobody
 * @param term the term in which it sees it lead, 0 if nobody
 * @param voting how many nodes vote
 * @param candidates who campaigns
 */
record Standing(LeadershipState state, String leader, long term, int voting, Set<String> candidates) {

	String encode() {
		return String.join(" ", this.state.name(), this.leader, Long.toString(this.term), Integer.toString(this.voting),
				String.join(",", this.candidates));
	}

	static Standing decode(String text) {
		String[] words = text.split(" ", 5);
		return new Standing(LeadershipState.valueOf(words[0]), words[1], Long.parseLong(words[2]),
				Integer.parseInt(words[3]), Set.of(words[4].split(",", -1)));
	}

}
