package io.quorumlock.redis;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which sets of nodes two instances may have at the same time.
 */
class NodeSetTests {

	@ParameterizedTest
	@CsvSource({ "abc, 2, abc, 2, true", "abc, 2, abcd, 3, true", "abc, 2, abcde, 3, false", "abc, 2, abcde, 4, true",
			"abcd, 3, abcde, 3, true", "abc, 2, abd, 2, false", "abc, 3, abd, 2, true", "abc, 2, ab, 2, true",
			"abc, 2, a, 1, false", "abc, 3, a, 1, true", "a, 1, a, 1, true", "a, 1, ab, 2, true", "a, 1, b, 1, false",
			"abc, 2, def, 2, false", "abc, 2, cde, 2, false", "abcde, 3, abcdefg, 4, false",
			"abcde, 3, abcdefg, 5, true", "abc, 2, d, 2, true", "abcde, 3, abfg, 3, false", "abcde, 3, cb, 3, true" })
	void table(String nodes, int quorum, String others, int otherQuorum, boolean overlap) {
		assertThat(set(nodes, quorum).overlaps(set(others, otherQuorum))).isEqualTo(overlap);
		assertThat(set(others, otherQuorum).overlaps(set(nodes, quorum))).isEqualTo(overlap);
	}

	@Test
	void overlapIsThatOfAllPairsOfQuorums() {
		for (int mine = 0; mine < 32; mine++) {
			for (int theirs = 0; theirs < 32; theirs++) {
				for (int quorum = 1; quorum <= 5; quorum++) {
					for (int other = 1; other <= 5; other++) {
						assertThat(new NodeSet(bits(mine), quorum).overlaps(new NodeSet(bits(theirs), other)))
							.as("%d of %s and %d of %s", quorum, bits(mine), other, bits(theirs))
							.isEqualTo(!canWinBoth(mine, quorum, theirs, other));
					}
				}
			}
		}
	}

	private static boolean canWinBoth(int mine, int quorum, int theirs, int other) {
		for (int won = 0; won < 32; won++) {
			boolean isQuorum = (won & ~mine) == 0 && Integer.bitCount(won) == quorum;
			if (isQuorum && Integer.bitCount(theirs & ~won) >= other) {
				return true;
			}
		}
		return false;
	}

	private static Set<String> bits(int nodes) {
		Set<String> result = new HashSet<>();
		for (int i = 0; i < 5; i++) {
			if ((nodes >> i & 1) == 1) {
				result.add("node-" + i);
			}
		}
		return result;
	}

	private static NodeSet set(String nodes, int quorum) {
		return new NodeSet(nodes.chars().mapToObj(Character::toString).collect(Collectors.toSet()), quorum);
	}

}
