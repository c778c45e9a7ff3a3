package io.quorumlock.integration;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.QuorumHealth;
import io.quorumlock.quorum.link.LinkSettings;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What operators do to nodes while locks are held and taken.
 */
@Timeout(30)
class NodeFaultTests {

	private static final LeaseRequest HELD = LeaseRequest.of("held");

	private static final LeaseRequest OTHER = LeaseRequest.of("other");

	/**
	 * A machine that stalls for longer than the node timeouts is not to be noticed: it
	 * may open a breaker, which then spares its node for a while.
	 */
	private static final Duration PATIENCE = LinkSettings.withTimeout(InstanceSettings.NODE_TIMEOUT)
		.breakerWait()
		.multipliedBy(2);

	private final AtomicInteger losses = new AtomicInteger();

	private RedisQuorum quorum;

	private Instance instance;

	private Lease held;

	@BeforeEach
	void start() throws InterruptedException {
		this.quorum = RedisQuorum.start(3);
		this.instance = Instance.start("one", this.quorum);
		this.held = this.instance.manager().acquire(HELD);
		this.held.onLost(this.losses::incrementAndGet);
	}

	@AfterEach
	void stop() {
		this.instance.close();
		this.quorum.close();
	}

	@Test
	void forgottenScriptIsLoadedAgain() {
		for (int i = 0; i < 5; i++) {
			this.quorum.servers().forEach((server) -> server.execute("SCRIPT FLUSH"));
			acquireOnce();
		}
		assertStillHeld();
	}

	@Test
	void forgottenScriptOnOneNodeCostsNothingUnderLoad() {
		Threads.run(4, (thread) -> {
			LeaseRequest request = LeaseRequest.of("other", "key-" + thread);
			for (int i = 0; i < 50; i++) {
				if (thread == 0) {
					this.quorum.server(1).execute("SCRIPT FLUSH");
				}
				this.instance.tryAcquire(request).orElseThrow().close();
			}
		});
		assertStillHeld();
	}

	@Test
	void cutConnectionIsReplaced() {
		for (int i = 0; i < 3; i++) {
			cutConnections(this.quorum.server(1));
			acquireOnce();
			this.instance.awaitConnected();
		}
		acquireUntil("a lease time has passed", timePasses(InstanceSettings.LEASE_TIME));
		assertStillHeld();
	}

	@Test
	void leasesOutliveTheCutOfAllConnectionsAtOnce() {
		this.quorum.servers().forEach(NodeFaultTests::cutConnections);
		Await.until("two lease times have passed", timePasses(InstanceSettings.LEASE_TIME.multipliedBy(2)));
		assertStillHeld();
		acquireOnce();
	}

	@Test
	void emptyNodeIsGivenTheGrantsAgain() {
		this.quorum.server(0).restart();
		try (Keyspace keyspace = Keyspace.of(this.quorum.server(0))) {
			acquireUntil("the node has the grant again, and no other",
					() -> isTrusted(0) && keyspace.owner("held") != null && keyspace.owner("other") == null);
		}
		this.quorum.server(2).kill();
		acquireUntil("several lease times have passed", timePasses(InstanceSettings.LEASE_TIME.multipliedBy(2)));
		assertStillHeld();
	}

	private boolean isTrusted(int node) {
		QuorumHealth health = this.instance.manager().health().toCompletableFuture().join();
		return health.nodes().get(node).breaker().equals("CLOSED");
	}

	private void acquireUntil(String what, BooleanSupplier condition) {
		Await.until(what, () -> {
			acquire(OTHER.withWaitTime(PATIENCE));
			return condition.getAsBoolean();
		});
	}

	private void acquire(LeaseRequest request) {
		this.instance.manager().acquireAsync(request).toCompletableFuture().join().close();
	}

	private void acquireOnce() {
		this.instance.tryAcquire(OTHER).orElseThrow().close();
	}

	private void assertStillHeld() {
		assertThat(this.held.isHeld()).isTrue();
		assertThat(this.losses).hasValue(0);
		this.held.close();
		acquireOnce();
	}

	private static BooleanSupplier timePasses(Duration duration) {
		long start = System.nanoTime();
		return () -> System.nanoTime() - start > duration.toNanos();
	}

	private static void cutConnections(RedisServer server) {
		server.execute("CLIENT KILL TYPE normal");
	}

}
