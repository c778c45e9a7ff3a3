package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The bounds of a hold can be moved while it lasts.
 */
class ExtendTests {

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private static final LeaseRequest REPORT = LeaseRequest.of("report").withLeaseTime(Duration.ofSeconds(10));

	private final Cluster cluster = new Cluster(new World(1), 3);

	@Test
	void longestHoldIsCountedAnewFromThen() {
		Lease lease = acquire(REPORT.withMaxHold(Duration.ofMinutes(1)));
		this.cluster.pass(Duration.ofSeconds(50));
		assertThat(lease.extend(Duration.ofSeconds(30), null)).isTrue();
		this.cluster.pass(Duration.ofSeconds(29));
		assertThat(lease.isHeld()).isTrue();
		this.cluster.pass(Duration.ofSeconds(2));
		assertThat(lease.isHeld()).isFalse();
	}

	@Test
	void longestHoldEndsWhereTheManagerHasNone() {
		Lease lease = acquire(REPORT.withMaxHold(Duration.ofMinutes(1)));
		assertThat(lease.extend(null, null)).isTrue();
		this.cluster.pass(Duration.ofMinutes(10));
		assertThat(lease.isHeld()).isTrue();
	}

	@Test
	void shortestHoldIsCountedAnewFromThen() {
		Lease lease = acquire(REPORT);
		this.cluster.pass(Duration.ofSeconds(50));
		assertThat(lease.extend(null, Duration.ofSeconds(30))).isTrue();
		lease.release();
		this.cluster.pass(Duration.ofSeconds(29));
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Contended.class);
		this.cluster.pass(Duration.ofSeconds(2));
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void shortestHoldEndsIfItIsNotGivenAgain() {
		Lease lease = acquire(REPORT.withMinHold(Duration.ofMinutes(1)));
		assertThat(lease.extend(null, null)).isTrue();
		lease.release();
		this.cluster.pass(ROUND_TRIP);
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void lostLeaseStaysLost() {
		Lease lease = acquire(REPORT.withMaxHold(Duration.ofMinutes(1)));
		this.cluster.pass(Duration.ofSeconds(61));
		assertThat(lease.extend(Duration.ofMinutes(1), null)).isFalse();
		assertThat(lease.isHeld()).isFalse();
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void releasedLeaseIsNotKept() {
		Lease lease = acquire(REPORT);
		lease.release();
		assertThat(lease.extend(null, Duration.ofMinutes(1))).isFalse();
		this.cluster.pass(ROUND_TRIP);
		assertThat(tryAgain()).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void boundsOutOfRangeChangeNothing() {
		Lease lease = acquire(REPORT.withMaxHold(Duration.ofMinutes(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> lease.extend(Duration.ZERO, null))
			.withMessageContaining("maxHold");
		this.cluster.pass(Duration.ofSeconds(59));
		assertThat(lease.isHeld()).isTrue();
	}

	private Lease acquire(LeaseRequest request) {
		Call call = new Call(this.cluster.client(), request);
		this.cluster.pass(ROUND_TRIP);
		return call.lease();
	}

	private AcquireResult tryAgain() {
		return new Call(this.cluster.client(), REPORT).after(this.cluster, ROUND_TRIP);
	}

}
