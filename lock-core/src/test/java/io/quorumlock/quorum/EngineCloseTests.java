package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing stays behind on the nodes, at whatever moment of an attempt the end comes.
 */
class EngineCloseTests {

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private final Cluster cluster = new Cluster(new World(1), 3);

	@ParameterizedTest
	@ValueSource(ints = { 0, 100, 400, 600, 900, 1100 })
	void attemptUnderWayLeavesNothingBehind(int micros) {
		Client client = this.cluster.client();
		new Call(client);
		this.cluster.pass(Duration.ofNanos(micros * 1000L));
		client.manager().engine().close();
		assertNothingIsLeft();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 100, 400, 600, 900, 1100, 1400, 1600, 1900, 2100 })
	void attemptThatHasToAskAgainLeavesNothingBehind(int micros) {
		Client first = this.cluster.client();
		new Call(first);
		this.cluster.pass(ROUND_TRIP);
		first.manager().engine().close();
		this.cluster.pass(ROUND_TRIP);
		Client second = this.cluster.client(new SimulatedClock(this.cluster.world(), 1, -1_000_000_000L));
		new Call(second);
		this.cluster.pass(Duration.ofNanos(micros * 1000L));
		second.manager().engine().close();
		assertNothingIsLeft();
	}

	@Test
	void attemptThatWasGivenUpLeavesNothingBehind() {
		Client client = this.cluster.client();
		Runnable cancellation = client.manager()
			.engine()
			.acquire(LeaseRequest.of("orders", "42"), Duration.ofSeconds(1), (result) -> {
			});
		this.cluster.pass(ROUND_TRIP.dividedBy(2));
		cancellation.run();
		client.manager().engine().close();
		assertNothingIsLeft();
	}

	private void assertNothingIsLeft() {
		this.cluster.pass(ROUND_TRIP.multipliedBy(5));
		assertThat(this.cluster.hosts()).allSatisfy((host) -> {
			assertThat(host.node().occupied()).isEmpty();
			// Or the name would be kept as long as one that is held
			assertThat(host.node().assigned()).isEmpty();
		});
	}

}
