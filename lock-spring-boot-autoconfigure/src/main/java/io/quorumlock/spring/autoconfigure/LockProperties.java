package io.quorumlock.spring.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quorumlock.election.OnGrantedFailure;
import io.quorumlock.redis.NodeSetConflict;
import io.quorumlock.spring.lock.LockMode;
import io.quorumlock.spring.lock.WithinTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for locks and leader election.
 *
 * @param enabled Whether locks are taken at all. If not, annotated methods run unlocked
 * on every instance.
 * @param nodes URIs of the independent Redis servers that vote, such as
 * 'redis://host1:6379'. If not set, the one Redis of 'spring.data.redis' decides alone.
 * @param username User of the nodes whose URI has no credentials. If not set, the default
 * user.
 * @param password Password for the nodes whose URI has no credentials. If not set, none.
 * @param ssl Encryption of the connections to the nodes.
 * @param allowSentinel Whether the Redis of 'spring.data.redis' may be one behind
 * Sentinels, though its failover can lose locks that it granted.
 * @param startupCheck What to do if fewer nodes than a lock needs can be used when the
 * application starts.
 * @param quorum How many nodes must grant a lock; at least a majority. If not set, the
 * majority.
 * @param namespace What keeps the locks of different applications apart on the same
 * nodes. If not set, 'spring.application.name', or else 'application'.
 * @param instanceId Public id of this instance, shown to the others. If not set, the name
 * of the host and a few random characters.
 * @param leaseTime How long a lock outlives an instance that died. Renewed at a third of
 * it.
 * @param waitTime How long a call waits for a lock that somebody else holds.
 * @param maxHold After which time a lock is given up even if its method still runs. If
 * not set, never.
 * @param nodeTimeout How long to wait for the answer of a node at most.
 * @param minNodeTimeout How long to wait at least: in between, the timeout of each node
 * follows its measured latency. If not set, a fifth of 'lock.node-timeout'.
 * @param restartGuard How long a node that may have forgotten grants does not vote; at
 * least the longest lease time in use. If not set, the longest lease time that is
 * configured; 0 switches it off.
 * @param restartGuardStrict Whether nodes sit out the restart guard even if all of them
 * are new.
 * @param bootstrapWindow For how long after their first start nodes that are all new
 * count as a new cluster.
 * @param maxClockSkew How far the clock of this instance may be ahead of a node's before
 * that node refuses to grant.
 * @param nodeSetConflict What becomes of a node with which this instance and one that has
 * other nodes could both win the same lock.
 * @param advisorOrder Order of the advice that takes the lock; lower is further outside.
 * Stands outside of transactions, which are at 2147483647 by default.
 * @param transaction What becomes of a lock that is taken within a transaction that the
 * caller has begun.
 * @param mode Whether a method runs only with its lock, or runs in any case and what its
 * lock would have blocked is reported.
 * @param policy Which locks the application may take, and for how long.
 * @param locks Times for the locks of a name, which override those of the annotation.
 * @param clockDrift By how much clocks may run apart.
 * @param retry How long to stand back between two attempts at a lock that somebody else
 * holds.
 * @param audit The log of what happened to locks, roles and nodes.
 * @param leader Leader election.
 */
@ConfigurationProperties("lock")
public record LockProperties(@DefaultValue("true") boolean enabled, @Nullable List<String> nodes,
		@Nullable String username, @Nullable String password, @DefaultValue Ssl ssl,
		@DefaultValue("false") boolean allowSentinel, @DefaultValue("warn") StartupCheck startupCheck,
		@Nullable Integer quorum, @Nullable String namespace, @Nullable String instanceId,
		@DefaultValue("30s") Duration leaseTime, @DefaultValue("5s") Duration waitTime, @Nullable Duration maxHold,
		@DefaultValue("50ms") Duration nodeTimeout, @Nullable Duration minNodeTimeout, @Nullable Duration restartGuard,
		@DefaultValue("false") boolean restartGuardStrict, @DefaultValue("10s") Duration bootstrapWindow,
		@DefaultValue("1h") Duration maxClockSkew, @DefaultValue("refuse") NodeSetConflict nodeSetConflict,
		@DefaultValue("2147483547") int advisorOrder, @DefaultValue("defer") WithinTransaction transaction,
		@DefaultValue("enforce") LockMode mode, @DefaultValue Policy policy, @DefaultValue Map<String, Lock> locks,
		@DefaultValue ClockDrift clockDrift, @DefaultValue Retry retry, @DefaultValue Audit audit,
		@DefaultValue Leader leader) {

	/**
	 * The order of the lock's advice if it is not set: a little outside of transactions.
	 */
	static final int DEFAULT_ADVISOR_ORDER = Integer.MAX_VALUE - 100;

	/**
	 * Without the nodes, whose URIs may hold passwords.
	 */
	@Override
	public String toString() {
		return "LockProperties[namespace=" + this.namespace + ", instanceId=" + this.instanceId + ", leaseTime="
				+ this.leaseTime + "]";
	}

	/**
	 * Which locks the application may take, and for how long. What is not allowed is
	 * refused when the application starts, or when a lock manager is asked for it.
	 *
	 * @param maxLeaseTime The longest lease time allowed, for locks and roles. If not
	 * set, any.
	 * @param maxWaitTime The longest wait allowed. If not set, any.
	 * @param names Names that may be locked; '*' stands for any characters, as in
	 * 'report-*'. If empty, all.
	 * @param refuseUndeclared Whether only names may be locked that an annotation has or
	 * for which times are configured.
	 */
	public record Policy(@Nullable Duration maxLeaseTime, @Nullable Duration maxWaitTime,
			@DefaultValue List<String> names, @DefaultValue("false") boolean refuseUndeclared) {

	}

	/**
	 * Encryption of the connections to the nodes.
	 *
	 * @param bundle Name of the SSL bundle for all nodes whose URI names none; it
	 * encrypts all connections. If not set, only nodes with 'rediss' are encrypted.
	 */
	public record Ssl(@Nullable String bundle) {

	}

	/**
	 * Times for the locks of a name. What is not set is left to the annotation.
	 *
	 * @param leaseTime How long a lock outlives an instance that died.
	 * @param waitTime How long a call waits for a lock that somebody else holds.
	 * @param maxHold After which time a lock is given up even if its method still runs.
	 * @param minHold How long a lock stays taken at least.
	 * @param retain How long an instance keeps a lock after its release, so that taking
	 * it again costs no round trip; given up at once when another instance waits for it.
	 * If not set, not at all.
	 */
	public record Lock(@Nullable Duration leaseTime, @Nullable Duration waitTime, @Nullable Duration maxHold,
			@Nullable Duration minHold, @Nullable Duration retain) {

	}

	/**
	 * By how much clocks may run apart.
	 *
	 * @param ratio Share of a lease time by which clocks may run apart.
	 * @param fixed Fixed time by which clocks may be apart besides, for their resolution.
	 */
	public record ClockDrift(@DefaultValue("0.01") double ratio, @DefaultValue("2ms") Duration fixed) {

	}

	/**
	 * Exponential backoff with jitter.
	 *
	 * @param initialInterval Time after the first attempt.
	 * @param multiplier Factor by which each further interval grows.
	 * @param jitter Share by which an interval varies at random, from 0 to 1.
	 * @param maxInterval Longest time between two attempts.
	 */
	public record Retry(@DefaultValue("10ms") Duration initialInterval, @DefaultValue("2") double multiplier,
			@DefaultValue("0.5") double jitter, @DefaultValue("500ms") Duration maxInterval) {

	}

	/**
	 * The log of transitions, in which nothing can be changed unnoticed.
	 *
	 * @param type Where the log is kept: in memory until the process ends, in a file or
	 * in a Redis stream; or 'none'.
	 * @param file The file, if the log is kept in one. It belongs to one process. If not
	 * set, the log cannot be kept in a file.
	 * @param stream The key of the Redis stream, if the log is kept in one.
	 * @param maxRecords How many records are kept.
	 * @param maxAge How old records may be; not for a Redis stream.
	 */
	public record Audit(@DefaultValue("memory") Type type, @Nullable Path file,
			@DefaultValue("lock-audit") String stream, @DefaultValue("1000") int maxRecords,
			@DefaultValue("30d") Duration maxAge) {

		/**
		 * Where a log is kept.
		 */
		public enum Type {

			/** Nowhere. */
			NONE,

			/** In memory, until the process ends. */
			MEMORY,

			/** In a file. */
			FILE,

			/** In a Redis stream. */
			REDIS

		}

	}

	/**
	 * Leader election. What a role does not set for itself is taken from here.
	 *
	 * @param enabled Whether this instance campaigns for roles. If not, it never leads.
	 * @param leaseTime How long a role stays vacant at most after its leader died. If not
	 * set, 'lock.lease-time'.
	 * @param retryInterval How long a follower waits at most before it tries again.
	 * @param drainTimeout How long a leader that gives a role up waits for work under
	 * way. Should be shorter than 'spring.lifecycle.timeout-per-shutdown-phase'.
	 * @param releaseOnDrainTimeout Whether the role is free at once if work is still
	 * under way by then, instead of when the lease has run out.
	 * @param cooldown How long an instance stands back after giving a role up.
	 * @param standBack How long a candidate lets others go first, for each role that it
	 * leads already and for a candidate of higher priority.
	 * @param priority The higher one is preferred; a leader hands over to it.
	 * @param minTenure How long a leader leads before it hands over to a higher priority.
	 * @param maxTenure After which time a leader hands over to any other candidate. If
	 * not set, never.
	 * @param warmUp Whether an instance leads only once its listeners have dealt with
	 * LeadershipGranted.
	 * @param onGrantedFailure What to do if a listener fails to deal with
	 * LeadershipGranted.
	 * @param stepDownWhenUnready For how long an instance must refuse traffic before it
	 * gives its roles up, and accept it again before it campaigns again. If not set, it
	 * leads whether or not it is ready.
	 * @param roles Settings of single roles, which override those for all.
	 */
	public record Leader(@DefaultValue("true") boolean enabled, @Nullable Duration leaseTime,
			@DefaultValue("1s") Duration retryInterval, @DefaultValue("20s") Duration drainTimeout,
			@DefaultValue("false") boolean releaseOnDrainTimeout, @DefaultValue("1s") Duration cooldown,
			@DefaultValue("50ms") Duration standBack, @DefaultValue("0") int priority,
			@DefaultValue("30s") Duration minTenure, @Nullable Duration maxTenure,
			@DefaultValue("false") boolean warmUp, @DefaultValue("log") OnGrantedFailure onGrantedFailure,
			@Nullable Duration stepDownWhenUnready, @DefaultValue Map<String, Role> roles) {

	}

	/**
	 * Settings of a role. What is not set is as for all roles.
	 *
	 * @param leaseTime How long the role stays vacant at most after its leader died.
	 * @param retryInterval How long a follower waits at most before it tries again.
	 * @param drainTimeout How long a leader that gives the role up waits for work under
	 * way.
	 * @param releaseOnDrainTimeout Whether the role is free at once if work is still
	 * under way by then.
	 * @param cooldown How long an instance stands back after giving the role up.
	 * @param standBack How long a candidate lets others go first.
	 * @param priority The higher one is preferred.
	 * @param minTenure How long a leader leads before it hands over to a higher priority.
	 * @param maxTenure After which time a leader hands over to any other candidate.
	 * @param warmUp Whether an instance leads only once its listeners have dealt with
	 * LeadershipGranted.
	 * @param onGrantedFailure What to do if a listener fails to deal with
	 * LeadershipGranted.
	 */
	public record Role(@Nullable Duration leaseTime, @Nullable Duration retryInterval, @Nullable Duration drainTimeout,
			@Nullable Boolean releaseOnDrainTimeout, @Nullable Duration cooldown, @Nullable Duration standBack,
			@Nullable Integer priority, @Nullable Duration minTenure, @Nullable Duration maxTenure,
			@Nullable Boolean warmUp, @Nullable OnGrantedFailure onGrantedFailure) {

		/**
		 * A role that sets nothing for itself.
		 */
		static final Role UNSET = new Role(null, null, null, null, null, null, null, null, null, null, null);

	}

}
