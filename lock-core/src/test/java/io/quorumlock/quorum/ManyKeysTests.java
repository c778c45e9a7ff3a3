package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several keys are one lease: all of them, or none.
 */
class ManyKeysTests {

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private final Cluster cluster = new Cluster(new World(1), 3);

	@Test
	void allAreTakenInOneRoundTripUnderOneToken() {
		Call both = new Call(this.cluster.client(), accounts("a", "b"));
		this.cluster.pass(ROUND_TRIP);
		assertThat(both.lease().isHeld()).isTrue();
		for (String key : List.of("a", "b")) {
			assertThat(new Call(this.cluster.client(), accounts(key)).after(this.cluster, ROUND_TRIP))
				.isInstanceOfSatisfying(AcquireResult.Contended.class, (contended) -> assertThat(contended.holder())
					.isEqualTo(new AcquireResult.Holder("client-1", both.lease().fencingToken().value())));
		}
	}

	@Test
	void noneIsKeptIfOneIsTaken() {
		new Call(this.cluster.client(), accounts("b"));
		this.cluster.pass(ROUND_TRIP);
		Call all = new Call(this.cluster.client(), accounts("a", "b", "c"));
		assertThat(all.after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
		this.cluster.pass(ROUND_TRIP);
		assertThat(locked(this.cluster.host(0))).containsExactly("test/accounts/b");
	}

	@Test
	void releaseFreesAll() {
		Call both = new Call(this.cluster.client(), accounts("a", "b"));
		this.cluster.pass(ROUND_TRIP);
		both.lease().release();
		this.cluster.pass(ROUND_TRIP);
		this.cluster.hosts().forEach((host) -> assertThat(locked(host)).isEmpty());
	}

	@Test
	void tokenLiesAboveTheFencesOfAll() {
		Call before = new Call(this.cluster.client(), accounts("b"));
		this.cluster.pass(ROUND_TRIP);
		before.lease().release();
		Call both = new Call(this.cluster.client(), accounts("a", "b"), Duration.ofSeconds(1));
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(both.lease().fencingToken()).isGreaterThan(before.lease().fencingToken());
	}

	@Test
	void oppositeOrdersDoNotBlockEachOther() {
		Call one = new Call(this.cluster.client(), accounts("a", "b"), Duration.ofSeconds(5));
		Call other = new Call(this.cluster.client(), accounts("b", "a"), Duration.ofSeconds(5));
		this.cluster.pass(Duration.ofSeconds(2));
		assertThat(List.of(one, other)).filteredOn((call) -> call.result() != null).hasSize(1);
		Call first = (one.result() != null) ? one : other;
		first.lease().release();
		this.cluster.pass(Duration.ofSeconds(3));
		assertThat(((first == one) ? other : one).lease().isHeld()).isTrue();
	}

	@Test
	void nodeThatForgotIsGivenAllAgain() {
		Call both = new Call(this.cluster.client(), accounts("a", "b"));
		this.cluster.pass(ROUND_TRIP);
		this.cluster.host(0).node().wipe();
		this.cluster.pass(Duration.ofMinutes(2));
		assertThat(both.lease().isHeld()).isTrue();
		assertThat(locked(this.cluster.host(0))).containsExactlyInAnyOrder("test/accounts/a", "test/accounts/b");
	}

	private static List<String> locked(SimulatedHost host) {
		return host.node().occupied().stream().filter((name) -> name.startsWith("test/")).toList();
	}

	private static LeaseRequest accounts(String... keys) {
		return LeaseRequest.of(LockName.of("accounts", List.of(keys)));
	}

}
