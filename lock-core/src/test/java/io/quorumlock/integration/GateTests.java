package io.quorumlock.integration;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the failover runs are worth depends on what they would notice.
 */
class GateTests {

	private static final Gate FIRST = new Gate("a", 1, 100, 200);

	@Test
	void gatesOneAfterTheOtherAreFine() {
		assertThat(Gate.violations(List.of(new Gate("b", 2, 201, 300), FIRST))).isEmpty();
	}

	@Test
	void gatesOpenAtOnceAreNoticed() {
		assertThat(Gate.violations(List.of(FIRST, new Gate("b", 2, 200, 300)))).hasSize(1);
	}

	@Test
	void laterTermThatOpensEarlierIsNoticed() {
		assertThat(Gate.violations(List.of(FIRST, new Gate("b", 2, 50, 90)))).hasSize(1);
	}

}
