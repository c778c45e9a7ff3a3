package io.quorumlock.integration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.NodeVote;
import io.quorumlock.NodeVote.Vote;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A majority stops for long enough that the circuit breakers open, and comes back.
 */
@Timeout(30)
class RecoveryTests {

	private static final LeaseRequest HELD = LeaseRequest.of("held");

	private static final LeaseRequest OTHER = LeaseRequest.of("other");

	private RedisQuorum quorum;

	@BeforeEach
	void start() {
		this.quorum = RedisQuorum.start(3);
	}

	@AfterEach
	void stop() {
		this.quorum.close();
	}

	private Instance instance(Duration leaseTime) {
		return Instance.start(InstanceSettings.of("one", this.quorum).withLeaseTime(leaseTime));
	}

	@Test
	void leaseOutlivesAnOutageThatIsShorter() throws Exception {
		Duration leaseTime = Duration.ofMillis(1500);
		try (Instance instance = instance(leaseTime)) {
			AtomicInteger losses = new AtomicInteger();
			Lease lease = instance.manager().acquire(HELD);
			lease.onLost(losses::incrementAndGet);
			passOutage(instance);
			assertThat(lease.remaining()).isGreaterThan(leaseTime.dividedBy(4));
			long start = System.nanoTime();
			Await.until("the lease time has passed", () -> System.nanoTime() - start > leaseTime.toNanos());
			assertThat(losses).hasValue(0);
			assertThat(lease.isHeld()).isTrue();
		}
	}

	@Test
	void whatWasAskedForInVainIsFreeOnceTheNodesAnswer() {
		try (Instance instance = instance(Duration.ofSeconds(30))) {
			instance.tryAcquire(OTHER).orElseThrow().close();
			passOutage(instance);
			Await.until("a majority answers", () -> answers(instance));
			long start = System.nanoTime();
			Await.until("the lock is free", () -> instance.tryAcquire(OTHER).isPresent());
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(400));
		}
	}

	/**
	 * Stops a majority until its circuit breakers are open.
	 */
	private void passOutage(Instance instance) {
		this.quorum.server(0).pause();
		this.quorum.server(1).pause();
		Await.until("the breakers are open", () -> {
			List<NodeVote> votes = votes(instance);
			return votes.get(0).vote() == Vote.NOT_ASKED && votes.get(1).vote() == Vote.NOT_ASKED;
		});
		this.quorum.server(0).resume();
		this.quorum.server(1).resume();
	}

	private static List<NodeVote> votes(Instance instance) {
		try {
			throw new AssertionError("Decided without a majority: " + instance.tryAcquire(OTHER));
		}
		catch (QuorumUnavailableException ex) {
			return ex.getVotes();
		}
	}

	private static boolean answers(Instance instance) {
		try {
			instance.tryAcquire(OTHER).ifPresent(Lease::close);
			return true;
		}
		catch (QuorumUnavailableException ex) {
			return false;
		}
	}

}
