package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockPolicyException;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.ManualTimers;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LockPolicy}, and for what a lock manager does with it.
 */
class LockPolicyTests {

	private static final LockPolicy POLICY = new LockPolicy(Duration.ofSeconds(20), Duration.ofSeconds(5),
			List.of(new NamePattern("orders"), new NamePattern("report-*")),
			Set.of("orders", "report-daily")::contains);

	private final ManualTimers timers = new ManualTimers();

	private final SilentNode node = new SilentNode();

	private final QuorumLockManager manager = new QuorumLockManager(List.of(this.node),
			QuorumSettings.defaults("test", "one", 1), Ticker.system(), this.timers, Entropy.system(), Runnable::run,
			POLICY);

	@ParameterizedTest
	@CsvSource({ "orders,PT20S,PT5S", "orders,PT1S,PT0S", "report-daily,PT20S,PT1S" })
	void allows(String name, Duration leaseTime, Duration waitTime) {
		POLICY.require(name, leaseTime, waitTime);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "stock|PT1S|PT1S|lock.policy.names = [orders, report-*] does not allow to lock 'stock'",
					"report-weekly|PT1S|PT1S|lock.policy.refuse-undeclared does not allow to lock 'report-weekly'",
					"orders|PT20.001S|PT1S|lock.policy.max-lease-time = PT20S does not allow a lease time of PT20.001S",
					"orders|PT1S|PT5.001S|lock.policy.max-wait-time = PT5S does not allow a wait time of PT5.001S" })
	void refuses(String name, Duration leaseTime, Duration waitTime, String problem) {
		assertThatExceptionOfType(LockPolicyException.class).isThrownBy(() -> POLICY.require(name, leaseTime, waitTime))
			.satisfies((ex) -> {
				assertThat(ex.getProblem()).startsWith(problem);
				assertThat(ex.getRemedy()).contains("lock.");
				assertThat(ex).hasMessage(ex.getProblem() + ". " + ex.getRemedy());
			});
	}

	@Test
	void noneAllowsAll() {
		LockPolicy.NONE.require("anything", QuorumSettings.MAX_LEASE_TIME, LeaseRequest.MAX_DURATION);
	}

	@Test
	void managerRefusesBeforeAnyNodeIsAsked() {
		LeaseRequest stock = LeaseRequest.of("stock", "7");
		assertRefused(() -> this.manager.tryAcquire(stock));
		assertRefused(() -> this.manager.acquire(stock));
		assertRefused(() -> this.manager.execute(stock, Lease::isHeld));
		assertRefused(() -> this.manager.tryAcquireAsync(stock));
		assertRefused(() -> this.manager.acquireAsync(stock));
		assertRefused(() -> this.manager.executeAsync(stock, (lease) -> lease.release()));
		assertRefused(() -> this.manager.acquire(LeaseRequest.of("orders").withLeaseTime(Duration.ofSeconds(21))));
		assertRefused(() -> this.manager.acquire(
				LeaseRequest.of("orders").withLeaseTime(Duration.ofSeconds(20)).withWaitTime(Duration.ofSeconds(6))));
		assertThat(this.node.asked).isZero();
	}

	@Test
	void managerAsksForWhatIsAllowed() {
		// One attempt does not wait, whatever the request says
		this.manager.tryAcquireAsync(LeaseRequest.of("orders", "7")
			.withLeaseTime(Duration.ofSeconds(20))
			.withWaitTime(Duration.ofSeconds(6)));
		this.timers.advance(Duration.ofMillis(1));
		assertThat(this.node.asked).isPositive();
	}

	private static void assertRefused(ThrowingCallable call) {
		assertThatExceptionOfType(LockPolicyException.class).isThrownBy(call);
	}

	/** Answers nothing. */
	private static final class SilentNode implements LeaseNode {

		private int asked;

		@Override
		public String name() {
			return "node";
		}

		@Override
		public void submit(List<Operation> operations, Consumer<Batch> result) {
			this.asked++;
		}

		@Override
		public void subscribe(String channel, Consumer<String> messages) {
			// It has no news
		}

	}

}
