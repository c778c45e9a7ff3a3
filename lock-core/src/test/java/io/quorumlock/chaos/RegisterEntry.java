package io.quorumlock.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One name of the {@link GuardedRegister}. It takes a write unless its token is below the
 * highest it has seen. What the locks promise is watched without trusting that rule:
 * whether a lease writes again after another one has, whether two leases have one token,
 * whether a token is not above those that were granted before it was asked for, and
 * whether two leases were held at one time.
 */
final class RegisterEntry {

	private static final String NOBODY = "";

	private final String name;

	private final WellBeing cluster;

	private final HeldTimes held = new HeldTimes();

	private final Map<String, Long> acquisitions = new HashMap<>();

	private final Set<String> overtaken = new HashSet<>();

	private final Set<String> violations = new LinkedHashSet<>();

	private String writer = NOBODY;

	private long highestToken;

	private String holder = NOBODY;

	private boolean holderReleased = true;

	private long highestGranted;

	private int asking;

	private long askedSince;

	private long accepted;

	private long refused;

	private long takeovers;

	private long longestVacancyNanos;

	private long longestWellVacancyNanos;

	RegisterEntry(String name, WellBeing cluster) {
		this.name = name;
		this.cluster = cluster;
	}

	/**
	 * Somebody is about to ask for the lock.
	 * @return the highest token that is known to be granted already
	 */
	synchronized long ask() {
		if (this.asking++ == 0) {
			this.askedSince = System.nanoTime();
		}
		return this.highestGranted;
	}

	synchronized void quit() {
		this.asking--;
	}

	synchronized void acquired(String client, String lease, long token, long tokenBefore, long time) {
		if (token <= tokenBefore) {
			violation(
					"%s got token %d, though %d had been granted before it asked".formatted(lease, token, tokenBefore));
		}
		this.acquisitions.merge(client, 1L, Long::sum);
		if (this.held.end() > 0 && time > 0) {
			long vacantSince = Math.max(this.held.end(), this.askedSince);
			this.longestVacancyNanos = Math.max(this.longestVacancyNanos, time - vacantSince);
			this.longestWellVacancyNanos = Math.max(this.longestWellVacancyNanos,
					this.cluster.longestWellNanos(vacantSince, time));
		}
		if (token > this.highestGranted) {
			this.highestGranted = token;
			if (!this.holderReleased) {
				this.takeovers++;
			}
			this.holder = lease;
			this.holderReleased = false;
		}
		held(lease, time);
	}

	synchronized boolean write(String lease, long token, long time) {
		held(lease, time);
		if (isStale(token)) {
			this.refused++;
			return false;
		}
		if (!lease.equals(this.writer)) {
			if (token == this.highestToken) {
				violation("%s and %s write with the same token %d".formatted(lease, this.writer, token));
			}
			if (this.overtaken.contains(lease)) {
				violation("%s writes again, with token %d, after %s has".formatted(lease, token, this.writer));
			}
			this.overtaken.add(this.writer);
			this.writer = lease;
		}
		this.highestToken = token;
		this.accepted++;
		return true;
	}

	synchronized boolean isStale(long token) {
		return token < this.highestToken;
	}

	synchronized void released(String lease, long time) {
		held(lease, time);
		if (lease.equals(this.holder)) {
			this.holderReleased = true;
		}
	}

	private void held(String lease, long time) {
		String other = this.held.add(lease, time);
		if (other != null) {
			violation("%s and %s were held at the same time".formatted(lease, other));
		}
	}

	private void violation(String what) {
		this.violations.add(this.name + ": " + what);
	}

	synchronized long acquisitions() {
		return this.acquisitions.values().stream().mapToLong(Long::longValue).sum();
	}

	synchronized long acquisitionsOf(String client) {
		return this.acquisitions.getOrDefault(client, 0L);
	}

	synchronized long accepted() {
		return this.accepted;
	}

	synchronized long refused() {
		return this.refused;
	}

	synchronized long takeovers() {
		return this.takeovers;
	}

	/**
	 * The longest time that somebody waited for the lock and nobody held it.
	 */
	synchronized long longestVacancyMillis() {
		return TimeUnit.NANOSECONDS.toMillis(this.longestVacancyNanos);
	}

	/**
	 * The same, as far as a majority of the nodes was well all along.
	 */
	synchronized long longestWellVacancyMillis() {
		return TimeUnit.NANOSECONDS.toMillis(this.longestWellVacancyNanos);
	}

	synchronized List<String> violations() {
		return List.copyOf(this.violations);
	}

}
