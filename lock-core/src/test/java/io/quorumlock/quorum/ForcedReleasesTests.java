package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quorumlock.FencingToken;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.LossCause;
import io.quorumlock.event.ForceAsked;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LockEvent;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Locks that are taken away from their holders on other instances, on virtual time.
 */
class ForcedReleasesTests {

	private static final Duration MOMENT = Duration.ofMillis(100);

	private static final LockName ORDER = LockName.of("orders", "42 a");

	private final Cluster cluster = new Cluster(new World(1), 3);

	private final Client asker = this.cluster.client();

	private final Client holder = this.cluster.client();

	private final List<LockEvent> askersEvents = new ArrayList<>();

	private final List<LockEvent> holdersEvents = new ArrayList<>();

	@BeforeEach
	void listen() {
		monitor(this.asker).listen(this.askersEvents::add);
		monitor(this.holder).listen(this.holdersEvents::add);
	}

	@Test
	void holderLosesItsLockAndBothInstancesSayWhy() {
		monitor(this.holder).obey();
		Call call = held(this.holder);
		FencingToken token = call.lease().fencingToken();
		assertThat(passOn(token)).contains("client-2");
		assertThat(call.lease().isHeld()).isFalse();
		ForceAsked asked = new ForceAsked(ORDER, token, "client-1", "client-2");
		assertThat(this.askersEvents).containsExactly(asked);
		assertThat(this.holdersEvents).containsOnlyOnce(asked);
		assertThat(this.holdersEvents.subList(this.holdersEvents.indexOf(asked) + 1, this.holdersEvents.size()))
			.singleElement()
			.isInstanceOfSatisfying(LeaseEvent.Lost.class,
					(lost) -> assertThat(lost.cause()).isEqualTo(LossCause.FORCED));
		assertThat(held(this.asker).lease().isHeld()).isTrue();
	}

	@Test
	void lockWithSeveralKeysIsTakenAwayByOneOfThem() {
		monitor(this.holder).obey();
		LockName both = LockName.of("orders", List.of("42 a", "43"));
		Call call = new Call(this.holder, LeaseRequest.of(both), Duration.ofSeconds(1));
		this.cluster.pass(MOMENT);
		FencingToken token = call.lease().fencingToken();
		assertThat(passOn(token)).contains("client-2");
		assertThat(call.lease().isHeld()).isFalse();
		assertThat(this.holdersEvents).contains(new ForceAsked(both, token, "client-1", "client-2"));
	}

	@Test
	void instanceThatDoesNotObeyIsAskedInVain() {
		Call call = held(this.holder);
		assertThat(passOn(call.lease().fencingToken())).contains("client-2");
		assertThat(call.lease().isHeld()).isTrue();
	}

	@Test
	void nobodyIsAskedUnderAnotherToken() {
		monitor(this.holder).obey();
		Call call = held(this.holder);
		assertThat(passOn(new FencingToken(call.lease().fencingToken().value() - 1))).isEmpty();
		assertThat(call.lease().isHeld()).isTrue();
		assertThat(this.askersEvents).isEmpty();
	}

	@Test
	void instanceDoesNotAskItself() {
		Call call = held(this.asker);
		assertThat(passOn(call.lease().fencingToken())).isEmpty();
	}

	@Test
	void lostMessageDoesNothing() {
		monitor(this.holder).obey();
		Call call = held(this.holder);
		this.cluster.hosts().forEach(SimulatedHost::crash);
		assertThat(passOn(call.lease().fencingToken())).isEmpty();
		assertThat(call.lease().isHeld()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "force client-2 client-1 %2$d %3$s", "force client-1 client-1 %1$d %3$s",
			"force client-2 client-1 %1$d test/orders/43", "force client-2 client-1 x %3$s", "force client-2",
			"force client-2 a/b %1$d %3$s", "take client-2 client-1 %1$d %3$s", "" })
	void whatMeansAnotherLeaseOrNothingIsPassedOver(String text) {
		monitor(this.holder).obey();
		Call call = held(this.holder);
		long token = call.lease().fencingToken().value();
		this.asker.manager().engine().announce("locks:test", text.formatted(token, token + 1, "test/orders/42 a"));
		this.cluster.pass(MOMENT);
		assertThat(call.lease().isHeld()).isTrue();
	}

	@Test
	void successorIsNotHit() {
		monitor(this.holder).obey();
		Call first = held(this.holder);
		FencingToken token = first.lease().fencingToken();
		first.lease().release();
		Call successor = held(this.holder);
		this.asker.manager().engine().announce("locks:test", text(token));
		this.cluster.pass(MOMENT);
		assertThat(successor.lease().isHeld()).isTrue();
		this.asker.manager().engine().announce("locks:test", text(successor.lease().fencingToken()));
		this.cluster.pass(MOMENT);
		assertThat(successor.lease().isHeld()).isFalse();
	}

	private static String text(FencingToken token) {
		return new ForceOrder("client-2", "client-1", token, "test/orders/42 a").text();
	}

	private Call held(Client client) {
		Call call = new Call(client, LeaseRequest.of("orders", "42 a"), Duration.ofSeconds(1));
		this.cluster.pass(MOMENT);
		return call;
	}

	private Optional<String> passOn(FencingToken token) {
		var asked = monitor(this.asker).passOn(ORDER, token).toCompletableFuture();
		this.cluster.pass(Duration.ofSeconds(1));
		return asked.join();
	}

	private static LockMonitor monitor(Client client) {
		return client.manager().engine().monitor();
	}

}
