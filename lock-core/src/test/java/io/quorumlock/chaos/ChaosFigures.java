package io.quorumlock.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has shown.
 *
 * @param taken how long it took
 * @param acquisitions how often a lock was granted
 * @param writes how many writes the register accepted
 * @param faults what happened how often
 * @param takeovers how often a lock was granted that was not given back before
 * @param longestVacancyMillis the longest time that somebody waited for a lock nobody
 * held
 * @param longestWellVacancyMillis the same, as far as a majority of the nodes was well
 * @param violations what must not be
 * @param staleWritesRefused how many writes were refused for their token
 * @param orphanKeys how many keys were left that somebody should have deleted
 */
record ChaosFigures(Duration taken, long acquisitions, long writes, Map<FaultKind, Integer> faults, long takeovers,
		long longestVacancyMillis, long longestWellVacancyMillis, List<String> violations, long staleWritesRefused,
		long orphanKeys) {

	static ChaosFigures of(Duration taken, Map<FaultKind, Integer> faults, GuardedRegister register, long orphanKeys) {
		return new ChaosFigures(taken, register.sum(RegisterEntry::acquisitions), register.sum(RegisterEntry::accepted),
				faults, register.sum(RegisterEntry::takeovers), register.max(RegisterEntry::longestVacancyMillis),
				register.max(RegisterEntry::longestWellVacancyMillis), register.violations(),
				register.sum(RegisterEntry::refused), orphanKeys);
	}

	/**
	 * Several runs as one.
	 */
	static ChaosFigures sum(List<ChaosFigures> runs) {
		return runs.stream().reduce(ChaosFigures::plus).orElseThrow();
	}

	private ChaosFigures plus(ChaosFigures other) {
		Map<FaultKind, Integer> all = new TreeMap<>(this.faults);
		other.faults.forEach((kind, count) -> all.merge(kind, count, Integer::sum));
		List<String> both = Stream.of(this.violations, other.violations).flatMap(List::stream).toList();
		return new ChaosFigures(this.taken.plus(other.taken), this.acquisitions + other.acquisitions,
				this.writes + other.writes, all, this.takeovers + other.takeovers,
				Math.max(this.longestVacancyMillis, other.longestVacancyMillis),
				Math.max(this.longestWellVacancyMillis, other.longestWellVacancyMillis), both,
				this.staleWritesRefused + other.staleWritesRefused, this.orphanKeys + other.orphanKeys);
	}

	String toJson(long seed, long leftoverProcesses) {
		String kinds = this.faults.entrySet()
			.stream()
			.map((fault) -> "\"" + fault.getKey() + "\": " + fault.getValue())
			.collect(Collectors.joining(", ", "{", "}"));
		return """
				{
				  "seed": %d,
				  "seconds": %d,
				  "acquisitions": %d,
				  "writes": %d,
				  "faults": %s,
				  "takeovers": %d,
				  "longestWithoutHolderMillis": %d,
				  "longestWithoutHolderWhileMajorityWellMillis": %d,
				  "registerViolations": %d,
				  "staleWritesRefused": %d,
				  "leftoverProcesses": %d,
				  "orphanKeys": %d
				}
				""".formatted(seed, this.taken.toSeconds(), this.acquisitions, this.writes, kinds, this.takeovers,
				this.longestVacancyMillis, this.longestWellVacancyMillis, this.violations.size(),
				this.staleWritesRefused, leftoverProcesses, this.orphanKeys);
	}

}
