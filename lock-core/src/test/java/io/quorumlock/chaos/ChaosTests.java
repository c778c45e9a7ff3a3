package io.quorumlock.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import io.quorumlock.testing.FaultProxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients, nodes and the network between them fail as real ones do; no write may come out
 * of turn. {@code -Dminutes} says how long this goes on, {@code -Dseed} repeats the
 * faults of another run, though not its timing. One JDK is enough for it: {@code once}.
 */
@Tag("once")
class ChaosTests {

	private static final int[] NODES = { 3, 5 };

	/** Far above all that leases, guards and pauses add up to: nothing hangs. */
	private static final Duration LONGEST_WELL_VACANCY = Duration.ofSeconds(10);

	private final long seed = Long.getLong("seed", ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));

	private final Duration length = Duration.ofMinutes(Long.getLong("minutes", 1));

	@Test
	void noWriteComesOutOfTurn() throws IOException, InterruptedException {
		Set<FaultKind> kinds = kinds();
		Path logs = Files.createDirectories(Path.of("target", "chaos"));
		System.out.println("Chaos with seed " + this.seed + " for " + this.length);
		Set<ProcessHandle> before = processes();
		List<ChaosFigures> runs = new ArrayList<>();
		for (int nodes : NODES) {
			try (ChaosRun run = new ChaosRun(this.seed, nodes, kinds.contains(FaultKind.NETWORK_CUT), logs)) {
				runs.add(run.suffer(this.length.dividedBy(NODES.length), kinds));
			}
		}
		Set<ProcessHandle> leftover = processes();
		leftover.removeAll(before);
		ChaosFigures figures = ChaosFigures.sum(runs);
		String json = figures.toJson(this.seed, leftover.size());
		Files.writeString(Path.of("target", "chaos.json"), json);
		System.out.println(json);
		assertThat(figures.violations()).as("violations with seed %d", this.seed).isEmpty();
		assertThat(figures.faults().keySet()).as("faults that happened").containsExactlyInAnyOrderElementsOf(kinds);
		// Each of these pauses ends in a stale write; other faults may lead to more
		assertThat(figures.staleWritesRefused()).as("stale writes refused")
			.isPositive()
			.isGreaterThanOrEqualTo(figures.faults().get(FaultKind.PROCESS_PAUSE_BEFORE_WRITE));
		assertThat(figures.orphanKeys()).as("orphan keys").isZero();
		assertThat(leftover).as("processes left behind").isEmpty();
		assertThat(FaultProxy.threads()).as("threads left behind").isEmpty();
		assertThat(figures.longestWellVacancyMillis()).as("longest time without a holder while a majority was well")
			.isLessThan(LONGEST_WELL_VACANCY.toMillis());
	}

	private static Set<FaultKind> kinds() {
		Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
		String problem = NetworkNamespace.unavailability();
		if (!problem.isEmpty()) {
			System.out.println("Chaos without network namespaces: " + problem);
			kinds.remove(FaultKind.NETWORK_CUT);
		}
		return kinds;
	}

	private static Set<ProcessHandle> processes() {
		return ProcessHandle.current().descendants().collect(Collectors.toSet());
	}

}
