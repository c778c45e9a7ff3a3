package io.quorumlock.quorum.vote;

import io.quorumlock.NodeVote.Vote;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VotesTests {

	// G granted, T taken, R refused, U unreachable, N not asked, ? pending
	@ParameterizedTest
	@CsvSource({ "?, 1, OPEN", "G, 1, WON", "T, 1, CONTENDED", "R, 1, REPEAT", "U, 1, UNAVAILABLE", "N, 1, UNAVAILABLE",
			"G?, 2, OPEN", "GG, 2, WON", "GT, 2, CONTENDED", "GU, 2, UNAVAILABLE", "???, 2, OPEN", "G??, 2, OPEN",
			"GG?, 2, WON", "G?U, 2, OPEN", "T??, 2, OPEN", "TT?, 2, CONTENDED", "GTU, 2, CONTENDED",
			"GUU, 2, UNAVAILABLE", "TUU, 2, UNAVAILABLE", "UU?, 2, UNAVAILABLE", "GNN, 2, UNAVAILABLE",
			"RR?, 2, REPEAT", "GR?, 2, OPEN", "GRT, 2, REPEAT", "GRU, 2, REPEAT", "RTT, 2, CONTENDED",
			"RTU, 2, CONTENDED", "RUU, 2, UNAVAILABLE", "GGGG?, 3, WON", "GGTT?, 3, OPEN", "TTT??, 3, CONTENDED",
			"GGTTU, 3, CONTENDED", "GGTUU, 3, CONTENDED", "GGUUU, 3, UNAVAILABLE", "GGRUU, 3, REPEAT",
			"GTTR?, 3, REPEAT", "GGGTT, 4, CONTENDED", "GGGGT, 5, CONTENDED" })
	void verdictFollowsFromVotes(String cast, int quorum, Verdict expected) {
		Votes votes = new Votes(cast.length(), quorum);
		for (int node = 0; node < cast.length(); node++) {
			votes.cast(node, vote(cast.charAt(node)));
		}
		assertThat(votes.verdict()).isEqualTo(expected);
	}

	private static Vote vote(char letter) {
		return switch (letter) {
			case 'G' -> Vote.GRANTED;
			case 'T' -> Vote.TAKEN;
			case 'R' -> Vote.REFUSED;
			case 'U' -> Vote.UNREACHABLE;
			case 'N' -> Vote.NOT_ASKED;
			default -> Vote.PENDING;
		};
	}

}
