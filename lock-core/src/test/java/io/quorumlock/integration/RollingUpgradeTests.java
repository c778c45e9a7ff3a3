package io.quorumlock.integration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.event.LockEvent;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Instances of the version that recorded the format share locks with those of today, on
 * the same nodes and whichever was first.
 */
@Timeout(60)
class RollingUpgradeTests {

	private static final LeaseRequest ORDER = LeaseRequest.of("orders", "42");

	private static final String ORDER_LINE = "lock:v1:wishes:" + InstanceSettings.NAMESPACE + "/orders/42";

	private static final Duration LONG = Duration.ofSeconds(30);

	@ParameterizedTest
	@EnumSource
	void versionsExcludeEachOtherAndTokensRise(Version first) throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3);
				VersionedInstance one = VersionedInstance.start(first, quorum, LONG);
				VersionedInstance two = VersionedInstance.start(first.other(), quorum, LONG)) {
			long highest = 0;
			QuorumLockManager holder = one.manager();
			QuorumLockManager other = two.manager();
			for (int i = 0; i < 20; i++) {
				Lease lease = holder.tryAcquire(ORDER).orElseThrow();
				assertThat(other.tryAcquire(ORDER)).isEmpty();
				assertThat(lease.fencingToken().value()).isGreaterThan(highest);
				highest = lease.fencingToken().value();
				lease.close();
				QuorumLockManager former = holder;
				holder = other;
				other = former;
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void releaseOfOneVersionGrantsToTheOther(Version first) throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3);
				VersionedInstance one = VersionedInstance.start(first, quorum, LONG);
				VersionedInstance two = VersionedInstance.start(first.other(), quorum, LONG)) {
			Lease held = one.manager().acquire(ORDER);
			CompletableFuture<Lease> waiting = two.manager().acquireAsync(ORDER).toCompletableFuture();
			Await.until("all nodes have its wish",
					() -> quorum.servers().stream().allMatch((server) -> exists(server, ORDER_LINE)));
			// Nobody asks again in time, so nobody may be told too early
			Await.until("both listen on all nodes",
					() -> quorum.servers().stream().allMatch((server) -> listeners(server).equals("*2")));
			held.close();
			assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS).satisfies((next) -> {
				assertThat(next.isHeld()).isTrue();
				assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
			});
			assertThat(one.manager().tryAcquire(ORDER)).isEmpty();
			waiting.join().close();
			assertThat(one.manager().tryAcquire(ORDER)).isPresent();
		}
	}

	@ParameterizedTest
	@EnumSource
	void sessionsOfBothVersionsAreRenewed(Version first) throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3);
				VersionedInstance one = VersionedInstance.start(first, quorum, InstanceSettings.LEASE_TIME);
				VersionedInstance two = VersionedInstance.start(first.other(), quorum, InstanceSettings.LEASE_TIME)) {
			// A session that is not renewed is replaced by another, and few leases are
			// lost
			List<LockEvent> events = new CopyOnWriteArrayList<>();
			one.manager().engine().monitor().listen(events::add);
			two.manager().engine().monitor().listen(events::add);
			Lease mine = one.manager().acquire(ORDER);
			Lease theirs = two.manager().acquire(LeaseRequest.of("orders", "43"));
			long start = System.nanoTime();
			long enough = InstanceSettings.LEASE_TIME.multipliedBy(2).toNanos();
			Await.until("two lease times have passed", () -> System.nanoTime() - start > enough);
			assertThat(mine.isHeld()).isTrue();
			assertThat(theirs.isHeld()).isTrue();
			assertThat(two.manager().tryAcquire(ORDER)).isEmpty();
			assertThat(one.manager().tryAcquire(LeaseRequest.of("orders", "43"))).isEmpty();
			assertThat(events).hasAtLeastOneElementOfType(NodeEvent.Renewed.class)
				.doesNotHaveAnyElementsOfTypes(NodeEvent.SessionGone.class);
		}
	}

	/**
	 * By its own clock, the later instance would ask for a lower token.
	 */
	@ParameterizedTest
	@EnumSource
	void fencesOutliveTheVersionThatRaisedThem(Version first) throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			long earlier;
			try (VersionedInstance one = VersionedInstance.start(first, quorum, LONG, new AheadTicker())) {
				Lease lease = one.manager().acquire(ORDER);
				earlier = lease.fencingToken().value();
				lease.close();
			}
			try (VersionedInstance two = VersionedInstance.start(first.other(), quorum, LONG)) {
				long later = two.manager().acquire(ORDER).fencingToken().value();
				assertThat(later).isGreaterThan(earlier).isLessThan(earlier + AheadTicker.MICROS / 2);
			}
		}
	}

	private static String listeners(RedisServer server) {
		return server.execute("PUBSUB CHANNELS lock:v1:channel:*");
	}

	private static boolean exists(RedisServer server, String key) {
		return server.execute("EXISTS " + key).equals(":1");
	}

	/** A clock that is half an hour ahead, which nodes accept. */
	private static final class AheadTicker implements Ticker {

		private static final long MICROS = TimeUnit.MINUTES.toMicros(30);

		@Override
		public long nanos() {
			return Ticker.system().nanos();
		}

		@Override
		public long wallMicros() {
			return Ticker.system().wallMicros() + MICROS;
		}

	}

}
