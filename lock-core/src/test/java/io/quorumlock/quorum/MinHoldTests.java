package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lock that is given back early stays taken until its shortest hold is over.
 */
class MinHoldTests {

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private static final LeaseRequest REPORT = LeaseRequest.of("report")
		.withLeaseTime(Duration.ofSeconds(10))
		.withMinHold(Duration.ofMinutes(1));

	private final Cluster cluster = new Cluster(new World(1), 3);

	@Test
	void releasedLockStaysTakenAndIsFreeThen() {
		Call call = new Call(this.cluster.client(), REPORT);
		this.cluster.pass(ROUND_TRIP);
		call.lease().release();
		assertThat(call.lease().isHeld()).isFalse();
		this.cluster.pass(Duration.ofSeconds(59));
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Contended.class);
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void nodesThatForgetWhileTheLockIsKeptAreGivenItAgain() {
		Call call = new Call(this.cluster.client(), REPORT.withMinHold(Duration.ofMinutes(10)));
		this.cluster.pass(ROUND_TRIP);
		call.lease().release();
		for (SimulatedHost host : this.cluster.hosts()) {
			host.node().wipe();
			this.cluster.pass(Duration.ofMinutes(2));
			assertThat(host.node().occupied()).contains("test/report");
		}
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Contended.class);
		this.cluster.pass(Duration.ofMinutes(4));
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void lockThatIsHeldForLongerIsFreeAtOnce() {
		Call call = new Call(this.cluster.client(), REPORT);
		this.cluster.pass(Duration.ofSeconds(61));
		call.lease().release();
		this.cluster.pass(ROUND_TRIP);
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void instanceThatStopsLeavesTheLockTakenForOneLeaseTime() {
		Call call = new Call(this.cluster.client(), REPORT);
		Call other = new Call(call.client(), LeaseRequest.of("other").withLeaseTime(Duration.ofSeconds(10)));
		this.cluster.pass(Duration.ofSeconds(5));
		call.lease().release();
		boolean[] closed = { false };
		call.client().manager().engine().close().thenRun(() -> closed[0] = true);
		this.cluster.pass(ROUND_TRIP);
		assertThat(closed[0]).isTrue();
		assertThat(other.lease().isHeld()).isFalse();
		assertThat(call.client().manager().engine().watched()).isZero();
		assertThat(this.cluster.host(0).node().occupied()).contains("test/report").doesNotContain("test/other");
		this.cluster.pass(Duration.ofSeconds(9));
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Contended.class);
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Acquired.class);
	}

	private AcquireResult tryAgain() {
		Call call = new Call(this.cluster.client(), REPORT);
		return call.after(this.cluster, ROUND_TRIP);
	}

}
