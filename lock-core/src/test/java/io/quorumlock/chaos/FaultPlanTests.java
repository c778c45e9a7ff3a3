package io.quorumlock.chaos;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FaultPlanTests {

	private static final long LENGTH = 24_000;

	private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

	@Test
	void followsFromTheSeed() {
		assertThat(FaultPlan.of(1, 3, LENGTH, ALL)).isEqualTo(FaultPlan.of(1, 3, LENGTH, ALL))
			.isNotEqualTo(FaultPlan.of(2, 3, LENGTH, ALL));
	}

	@Test
	void hasAllKindsAndEndsInTime() {
		for (int seed = 0; seed < 200; seed++) {
			for (int nodes : new int[] { 3, 5 }) {
				List<PlannedFault> plan = FaultPlan.of(seed, nodes, LENGTH, ALL);
				assertThat(plan).extracting(PlannedFault::kind).containsAll(ALL);
				assertThat(plan).allMatch((fault) -> fault.at() + fault.duration() < LENGTH * 5 / 4);
			}
		}
	}

	@Test
	void neverLetsTwoNodesLoseDataWithinOneGuard() {
		for (int seed = 0; seed < 200; seed++) {
			List<PlannedFault> losses = FaultPlan.of(seed, 5, LENGTH * 10, ALL)
				.stream()
				.filter((fault) -> fault.kind().losesData())
				.toList();
			for (int i = 1; i < losses.size(); i++) {
				PlannedFault before = losses.get(i - 1);
				assertThat(losses.get(i).at())
					.isGreaterThanOrEqualTo(before.at() + before.duration() + ChaosSettings.RESTART_GUARD.toMillis());
			}
		}
	}

}
