package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quorumlock.FencingToken;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.World;
import io.quorumlock.testing.RecordedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockLog}, on virtual time.
 */
class LockLogTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Cluster cluster = new Cluster(new World(1), 3);

	private final Client client = this.cluster.client();

	private final RecordedLog log = new RecordedLog(LockLog.class.getName());

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void lossIsAWarningWithItsFields() {
		Call call = new Call(this.client);
		this.cluster.pass(SECOND);
		FencingToken token = call.lease().fencingToken();
		this.cluster.hosts().forEach(SimulatedHost::stop);
		this.cluster.pass(Duration.ofSeconds(40));
		assertThat(this.log.lines()).singleElement()
			.asString()
			.matches("WARN Lost lock 'orders/42' with token " + token
					+ ", held for \\d+ ms: it could not be renewed on a quorum of nodes in time");
		assertThat(this.log.lastFields()).isEqualTo(Map.of("lock", "orders", "key", "42", "token", token.value(),
				"instance", "client-1", "cause", "not_renewed"));
	}

	@Test
	void forcedReleaseIsAWarning() {
		Call call = new Call(this.client, LeaseRequest.of(LockName.of("orders")));
		this.cluster.pass(SECOND);
		this.client.manager().engine().monitor().forceRelease(LockName.of("orders"), call.lease().fencingToken());
		this.cluster.pass(SECOND);
		assertThat(this.log.lines()).singleElement()
			.asString()
			.startsWith("WARN Lost lock 'orders' with token ")
			.endsWith("it was taken away by an operator");
		assertThat(this.log.lastFields()).containsEntry("cause", "forced").doesNotContainKey("key");
	}

	@Test
	void contentionIsNoWarning() {
		Call call = new Call(this.client);
		this.cluster.pass(SECOND);
		new Call(this.cluster.client());
		this.cluster.pass(SECOND);
		assertThat(this.log.lines()).singleElement()
			.asString()
			.matches("DEBUG Did not get lock 'orders/42' within \\d+ ms: contended");
		assertThat(this.log.lastFields())
			.isEqualTo(Map.of("lock", "orders", "key", "42", "instance", "client-2", "outcome", "contended"));
		call.lease().release();
		this.cluster.pass(SECOND);
		assertThat(this.log.lines()).hasSize(1);
	}

	@Test
	void leaseThatIsOnlyRetainedIsLostInSilence() {
		Call call = new Call(this.client, LeaseRequest.of("orders", "42").withRetain(Duration.ofMinutes(5)));
		this.cluster.pass(SECOND);
		call.lease().release();
		this.cluster.hosts().forEach(SimulatedHost::stop);
		this.cluster.pass(Duration.ofSeconds(40));
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void nodeThatMayHaveForgottenIsAWarningUntilItVotesAgain() {
		new Call(this.client);
		this.cluster.pass(SECOND);
		this.cluster.host(0).node().wipe();
		this.cluster.pass(Duration.ofMinutes(2));
		String node = this.client.manager().engine().monitor().nodes().get(0).name();
		assertThat(this.log.lines()).isEqualTo(List.of(
				"WARN Node " + node
						+ " was restarted or emptied, so it may have forgotten grants: it does not vote for "
						+ this.client.manager().engine().settings().guard().duration().toSeconds() + " s",
				"INFO Node " + node + " votes again after its restart guard"));
		assertThat(this.log.lastFields()).isEqualTo(Map.of("node", node));
	}

}
