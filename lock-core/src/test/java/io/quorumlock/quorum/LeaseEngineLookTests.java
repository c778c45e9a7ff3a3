package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LockName;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Asking who holds a lock, and on how much a lease rests.
 */
class LeaseEngineLookTests {

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private static final LockName ORDER = LockName.of("orders", "42");

	private final World world = new World(1);

	private final Cluster cluster = new Cluster(this.world, 3);

	private final List<Sighting> sightings = new ArrayList<>();

	@Test
	void freeLockIsFree() {
		assertThat(look(this.cluster.client())).isEqualTo(new Sighting(null, Duration.ZERO, 3, true));
	}

	@Test
	void holderIsSeenAsSoonAsAQuorumNamesIt() {
		Call first = new Call(this.cluster.client());
		this.cluster.pass(ROUND_TRIP);
		this.cluster.host(2).stop();
		Sighting sighting = look(this.cluster.client());
		assertThat(sighting.holder())
			.isEqualTo(new AcquireResult.Holder("client-1", first.lease().fencingToken().value()));
		assertThat(sighting.remaining()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
		assertThat(sighting.answered()).isEqualTo(2);
		assertThat(sighting.quorum()).isTrue();
		this.cluster.host(2).go();
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(this.sightings).hasSize(1);
	}

	@Test
	void lookChangesNothing() {
		Client client = this.cluster.client();
		look(client);
		assertThat(client.manager().engine().watched()).isZero();
		this.cluster.hosts().forEach((host) -> assertThat(host.node().occupied()).isEmpty());
		assertThat(new Call(this.cluster.client()).after(this.cluster, ROUND_TRIP))
			.isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void withoutAQuorumNobodyIsSeen() {
		new Call(this.cluster.client());
		this.cluster.pass(ROUND_TRIP);
		this.cluster.host(0).crash();
		this.cluster.host(1).stop();
		Client client = this.cluster.client();
		client.manager().engine().look(ORDER, this.sightings::add);
		this.cluster.pass(ROUND_TRIP);
		assertThat(this.sightings).isEmpty();
		this.cluster.pass(Duration.ofMillis(50));
		assertThat(this.sightings).singleElement().satisfies((sighting) -> {
			assertThat(sighting.holder()).isNull();
			assertThat(sighting.remaining()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
			assertThat(sighting.answered()).isEqualTo(1);
			assertThat(sighting.quorum()).isFalse();
		});
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(this.sightings).hasSize(1);
	}

	@Test
	void remainingIsThatAfterWhichAQuorumIsFree() {
		give(0, 30_000);
		give(1, 10_000);
		give(2, 20_000);
		Sighting sighting = look(this.cluster.client());
		assertThat(sighting.holder()).isNull();
		assertThat(sighting.answered()).isEqualTo(3);
		assertThat(sighting.remaining()).isBetween(Duration.ofMillis(19_900), Duration.ofSeconds(20));
	}

	@Test
	void quorumOfFreeNodesIsFreeNow() {
		give(0, 30_000);
		assertThat(look(this.cluster.client()).remaining()).isZero();
	}

	@Test
	void nodesThatSitOutAnswerButAreNotFree() {
		give(0, 30_000);
		this.cluster.host(1).node().wipe();
		this.cluster.host(2).node().wipe();
		Sighting sighting = look(this.cluster.client());
		assertThat(sighting.quorum()).isTrue();
		assertThat(sighting.holder()).isNull();
		assertThat(sighting.remaining()).isGreaterThan(Duration.ofSeconds(29));
	}

	@Test
	void lockWithSeveralKeysIsRefused() {
		LeaseEngine engine = this.cluster.client().manager().engine();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> engine.look(LockName.of("orders", List.of("1", "2")), this.sightings::add));
	}

	@Test
	void backersAreTheNodesWhoseSessionSurelyLives() {
		Call call = new Call(this.cluster.client());
		this.cluster.pass(ROUND_TRIP);
		LeaseEngine engine = call.client().manager().engine();
		assertThat(engine.backers(call.lease())).isEqualTo(3);
		this.cluster.host(0).crash();
		this.cluster.pass(Duration.ofSeconds(31));
		assertThat(engine.backers(call.lease())).isEqualTo(2);
		call.lease().release();
		assertThat(engine.backers(call.lease())).isZero();
	}

	private Sighting look(Client client) {
		client.manager().engine().look(ORDER, this.sightings::add);
		this.cluster.pass(ROUND_TRIP);
		assertThat(this.sightings).hasSize(1);
		return this.sightings.get(0);
	}

	private void give(int index, long leaseMillis) {
		SimulatedHost host = this.cluster.host(index);
		SessionId session = new SessionId("session-" + index);
		assertThat(host.node()
			.run(List.of(new Operation.Open(session, leaseMillis, "holder-" + index, "ear"),
					new Operation.Acquire(session, 1, "test/orders/42", 5, 1, false)), 1))
			.endsWith(new Answer.Granted());
	}

}
