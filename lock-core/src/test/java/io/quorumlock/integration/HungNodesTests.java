package io.quorumlock.integration;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.quorumlock.LeaseRequest;
import io.quorumlock.NodeHealth;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A minority of nodes that accept everything and answer nothing: the others decide, and
 * nobody waits for those. The bounds are far above what a busy machine needs, and below
 * any wait for a node timeout.
 */
@Timeout(60)
class HungNodesTests {

	private static final Duration NODE_TIMEOUT = Duration.ofMillis(500);

	private static final int PAIRS = 51;

	private final RedisQuorum quorum = RedisQuorum.start(5);

	private final Instance instance = Instance.start(
			InstanceSettings.of("one", this.quorum).withLeaseTime(Duration.ofSeconds(4)).withNodeTimeout(NODE_TIMEOUT));

	@AfterEach
	void stop() {
		this.quorum.servers().forEach(RedisServer::resume);
		this.instance.close();
		this.quorum.close();
	}

	@Test
	void hungMinorityCostsNothingBeforeAndAfterItsBreakersOpen() {
		medianOfPairs();
		Duration none = medianOfPairs();
		Duration bound = none.multipliedBy(4).plus(NODE_TIMEOUT.dividedBy(10));
		this.quorum.server(0).pause();
		this.quorum.server(3).pause();
		assertThat(medianOfPairs()).isLessThan(bound);
		Await.until("the breakers of the hung nodes are open",
				() -> breakers().equals(List.of("OPEN", "CLOSED", "CLOSED", "OPEN", "CLOSED")));
		assertThat(medianOfPairs()).isLessThan(bound);
	}

	private List<String> breakers() {
		return this.instance.manager()
			.health()
			.toCompletableFuture()
			.join()
			.nodes()
			.stream()
			.map(NodeHealth::breaker)
			.toList();
	}

	private Duration medianOfPairs() {
		long[] nanos = IntStream.range(0, PAIRS).mapToLong((pair) -> {
			long begin = System.nanoTime();
			this.instance.tryAcquire(LeaseRequest.of("orders", "order-" + pair)).orElseThrow().close();
			return System.nanoTime() - begin;
		}).sorted().toArray();
		return Duration.ofNanos(nanos[PAIRS / 2]);
	}

}
