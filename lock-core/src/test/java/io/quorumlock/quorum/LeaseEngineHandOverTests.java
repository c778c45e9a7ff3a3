package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LeaseRequest;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A lease that its holder leaves to another instance.
 */
class LeaseEngineHandOverTests {

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Cluster cluster = new Cluster(new World(1), 3);

	private final Client ann = this.cluster.client();

	private final Client bob = this.cluster.client();

	private final Client cat = this.cluster.client();

	private final List<String> signals = new ArrayList<>();

	private Call held() {
		Call call = new Call(this.ann);
		this.cluster.pass(ROUND_TRIP);
		call.lease().onLost(() -> this.signals.add("lost"));
		return call;
	}

	private boolean handOver(Call call, Duration patience) {
		return engine(this.ann).handOver(call.lease(), "client-2", patience, () -> this.signals.add("sent"));
	}

	private static LeaseEngine engine(Client client) {
		return client.manager().engine();
	}

	@Test
	void successorHoldsTheLockAfterOneRoundTrip() {
		Call first = held();
		assertThat(handOver(first, PATIENCE)).isTrue();
		assertThat(this.signals).containsExactly("sent");
		assertThat(first.lease().isHeld()).isFalse();
		assertThat(engine(this.ann).leases()).isEmpty();
		Call second = new Call(this.bob);
		this.cluster.pass(ROUND_TRIP);
		assertThat(second.lease().isHeld()).isTrue();
		assertThat(second.lease().fencingToken()).isGreaterThan(first.lease().fencingToken());
		assertThat(engine(this.bob).backers(second.lease())).isEqualTo(3);
		assertThat(new Call(this.cat).after(this.cluster, ROUND_TRIP)).isInstanceOfSatisfying(
				AcquireResult.Contended.class,
				(contended) -> assertThat(contended.holder()).extracting(AcquireResult.Holder::instanceId)
					.isEqualTo("client-2"));
	}

	@Test
	void successorKeepsTheLockWhenTheFormerHolderGivesItBack() {
		handOver(held(), PATIENCE);
		Call second = new Call(this.bob);
		this.cluster.pass(Duration.ofMinutes(5));
		assertThat(engine(this.bob).backers(second.lease())).isEqualTo(3);
		assertThat(engine(this.ann).watched()).isZero();
		assertThat(this.signals).containsExactly("sent");
		assertThat(new Call(this.cat).after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
	}

	@Test
	void othersAreKeptOutForAsLongAsThePatienceLasts() {
		handOver(held(), Duration.ofMinutes(2));
		this.cluster.pass(Duration.ofMinutes(2).minus(ROUND_TRIP));
		assertThat(new Call(this.cat).after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
		this.cluster.pass(ROUND_TRIP);
		assertThat(new Call(this.cat).after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void nothingIsLeftIfNobodyFollows() {
		handOver(held(), PATIENCE);
		this.cluster.pass(Duration.ofMinutes(2));
		this.cluster.hosts().forEach((host) -> assertThat(host.node().occupied()).isEmpty());
		assertThat(engine(this.ann).watched()).isZero();
	}

	@Test
	void closeMeanwhileLeavesNothing() {
		handOver(held(), Duration.ofHours(1));
		engine(this.ann).close();
		this.cluster.pass(ROUND_TRIP);
		this.cluster.hosts().forEach((host) -> assertThat(host.node().occupied()).isEmpty());
		assertThat(new Call(this.cat).after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Acquired.class);
		this.cluster.pass(Duration.ofHours(2));
		assertThat(engine(this.ann).watched()).isZero();
	}

	@Test
	void closeWhileAnotherLockIsKeptGivesBackWhatWasHandedOver() {
		Call kept = new Call(this.ann, LeaseRequest.of("report").withMinHold(Duration.ofMinutes(1)));
		handOver(held(), Duration.ofHours(1));
		kept.lease().release();
		engine(this.ann).close();
		this.cluster.pass(ROUND_TRIP);
		this.cluster.hosts().forEach((host) -> assertThat(host.node().occupied()).contains("test/report"));
		assertThat(new Call(this.cat).after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void successorNeedsNoMoreThanAQuorumThatHasHeardOfIt() {
		Call first = held();
		this.ann.connections().get(0).cut(true);
		handOver(first, PATIENCE);
		Call second = new Call(this.bob);
		this.cluster.pass(ROUND_TRIP);
		assertThat(second.lease().isHeld()).isTrue();
	}

	@Test
	void nodeThatForgotMeanwhileIsNotAskedForTheLeaseAgain() {
		handOver(held(), Duration.ofMinutes(10));
		for (int i = 0; i < 3; i++) {
			this.cluster.host(i).node().wipe();
			this.cluster.host(i).node().letVote();
			this.cluster.pass(Duration.ofMinutes(1));
		}
		assertThat(new Call(this.cat).after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Acquired.class);
		assertThat(this.signals).containsExactly("sent");
	}

	@Test
	void leaseThatHasEndedIsNotHandedOver() {
		Call released = held();
		released.lease().release();
		assertThat(handOver(released, PATIENCE)).isFalse();
		this.cluster.pass(ROUND_TRIP);
		Call revoked = held();
		engine(this.ann).revoke(revoked.lease());
		assertThat(handOver(revoked, PATIENCE)).isFalse();
		this.cluster.pass(ROUND_TRIP);
		Call handedOver = held();
		assertThat(handOver(handedOver, PATIENCE)).isTrue();
		assertThat(handOver(handedOver, PATIENCE)).isFalse();
		assertThat(this.signals).containsExactly("lost", "sent");
	}

	@Test
	void releaseBehindItIsDoneAtOnceAndTakesNothingBack() {
		Call first = held();
		handOver(first, PATIENCE);
		boolean[] released = { false };
		first.lease().release().thenRun(() -> released[0] = true);
		this.cluster.pass(ROUND_TRIP);
		assertThat(released[0]).isTrue();
		assertThat(new Call(this.cat).after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
	}

	@Test
	void whoHearsTheAnnouncementFindsTheLockLeftToIt() {
		Call first = held();
		List<AcquireResult> results = new ArrayList<>();
		engine(this.bob).listen("leader", (text) -> {
			this.signals.add(text);
			if (results.isEmpty()) {
				results.add(new AcquireResult.Closed());
				engine(this.bob).acquire(LeaseRequest.of("orders", "42"), Duration.ZERO, results::add);
			}
		});
		this.cluster.pass(ROUND_TRIP);
		engine(this.ann).handOver(first.lease(), "client-2", PATIENCE,
				() -> engine(this.ann).announce("leader", "client-2"));
		this.cluster.pass(ROUND_TRIP);
		assertThat(this.signals).containsExactly("client-2", "client-2", "client-2");
		this.cluster.pass(ROUND_TRIP);
		assertThat(results).hasSize(2).last().isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void announcementIsHeardByAllUntilTheyClose() {
		engine(this.ann).listen("leader", (text) -> this.signals.add("ann " + text));
		engine(this.bob).listen("leader", (text) -> this.signals.add("bob " + text));
		engine(this.cat).listen("other", (text) -> this.signals.add("cat " + text));
		this.cluster.pass(ROUND_TRIP);
		this.cluster.host(0).crash();
		engine(this.ann).announce("leader", "1");
		this.cluster.pass(ROUND_TRIP);
		assertThat(this.signals).containsExactlyInAnyOrder("ann 1", "ann 1", "bob 1", "bob 1");
		engine(this.bob).close();
		engine(this.ann).announce("leader", "2");
		this.cluster.pass(ROUND_TRIP);
		assertThat(this.signals).hasSize(6).endsWith("ann 2", "ann 2");
	}

	@Test
	void successorAndPatienceMustBeSensible() {
		Call first = held();
		LeaseEngine engine = engine(this.ann);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> engine.handOver(first.lease(), "client-2", Duration.ofNanos(-1), () -> {
			}));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> engine.handOver(first.lease(), "not an id", PATIENCE, () -> {
			}));
		assertThat(first.lease().isHeld()).isTrue();
	}

}
