package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.FencingToken;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.LockStatus;
import io.quorumlock.LossCause;
import io.quorumlock.NodeSighting;
import io.quorumlock.NodeSighting.State;
import io.quorumlock.NodeStatistics;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LeaseEvent.Reason;
import io.quorumlock.event.LeaseEvent.Source;
import io.quorumlock.event.LockEvent;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.event.WokeLate;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be seen of an engine, and what it tells, on virtual time.
 */
class LockMonitorTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration LEASE_TIME = Duration.ofSeconds(30);

	private static final LockName ORDER = LockName.of("orders", "42");

	private final World world = new World(1);

	private final Cluster cluster = new Cluster(this.world, 3);

	private final Client client = this.cluster.client();

	private final Client other = this.cluster.client();

	private final LockMonitor monitor = this.client.manager().engine().monitor();

	private final List<LockEvent> events = new ArrayList<>();

	@BeforeEach
	void listen() {
		this.monitor.listen(this.events::add);
	}

	@Test
	void listenerThatFailsDoesNoHarm() {
		LockListeners listeners = new LockListeners(new LockLog("one"));
		List<LockEvent> told = new ArrayList<>();
		listeners.add((event) -> {
			throw new IllegalStateException("logged, as this test wants it");
		});
		listeners.add(told::add);
		listeners.onEvent(new LeaseEvent.Requested(ORDER));
		assertThat(told).hasSize(1);
	}

	@Test
	void tellsOfEachTurn() {
		Call first = new Call(this.client, LeaseRequest.of("orders", "42"), SECOND);
		Call second = new Call(this.client, LeaseRequest.of("orders", "42"), SECOND);
		this.cluster.pass(Duration.ofMillis(10));
		first.lease().release();
		second.lease().release();
		FencingToken token = first.lease().fencingToken();
		FencingToken next = second.lease().fencingToken();
		Duration waited = ((LeaseEvent.Acquired) leaseEvents().get(2)).waited();
		assertThat(waited).isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
		assertThat(leaseEvents()).containsExactly(new LeaseEvent.Requested(ORDER), new LeaseEvent.Requested(ORDER),
				new LeaseEvent.Acquired(ORDER, token, waited, Source.NODES),
				new LeaseEvent.Released(ORDER, token, Duration.ofMillis(10).minus(waited)),
				new LeaseEvent.Acquired(ORDER, next, Duration.ofMillis(10), Source.HANDED_ON),
				new LeaseEvent.Released(ORDER, next, Duration.ZERO));
	}

	@Test
	void tellsWhyALockWasNotAcquired() {
		Call holder = new Call(this.other);
		this.cluster.pass(Duration.ofMillis(10));
		new Call(this.client);
		this.cluster.pass(SECOND);
		Call abandoned = new Call(this.client, LeaseRequest.of("orders", "42"), SECOND);
		this.cluster.pass(Duration.ofMillis(10));
		abandoned.cancel();
		abandoned.cancel();
		holder.lease().release();
		this.cluster.pass(SECOND);
		this.cluster.hosts().forEach(SimulatedHost::crash);
		new Call(this.client);
		this.cluster.pass(SECOND);
		this.client.manager().engine().close();
		this.cluster.pass(SECOND);
		new Call(this.client, LeaseRequest.of("orders", "42"), SECOND);
		this.cluster.pass(SECOND);
		assertThat(leaseEvents()).filteredOn(LeaseEvent.Refused.class::isInstance)
			.map((event) -> ((LeaseEvent.Refused) event).reason())
			.containsExactly(Reason.CONTENDED, Reason.ABANDONED, Reason.UNAVAILABLE, Reason.CLOSED);
		assertThat(leaseEvents()).filteredOn(LeaseEvent.Requested.class::isInstance).hasSize(4);
	}

	@Test
	void tellsOfALostLeaseOnce() {
		Call call = new Call(this.client);
		this.cluster.pass(SECOND);
		this.cluster.hosts().forEach(SimulatedHost::crash);
		this.cluster.pass(LEASE_TIME);
		call.lease().release();
		List<LeaseEvent> ends = leaseEvents().subList(2, leaseEvents().size());
		assertThat(ends).singleElement()
			.isInstanceOfSatisfying(LeaseEvent.Lost.class,
					(lost) -> assertThat(lost.cause()).isEqualTo(LossCause.NOT_RENEWED));
	}

	@Test
	void tellsOfRenewalsAndTheirMargin() {
		new Call(this.client);
		this.cluster.pass(Duration.ofSeconds(25));
		assertThat(this.events).filteredOn(NodeEvent.Renewed.class::isInstance)
			.hasSize(6)
			.allSatisfy((event) -> assertThat(((NodeEvent.Renewed) event).margin()).isBetween(Duration.ofSeconds(18),
					Duration.ofSeconds(21)));
	}

	@Test
	void tellsOfANodeThatDoesNotAnswer() {
		new Call(this.client);
		this.cluster.pass(SECOND);
		this.cluster.host(0).crash();
		this.cluster.pass(Duration.ofSeconds(12));
		String node = this.monitor.nodes().get(0).name();
		assertThat(this.events).contains(new NodeEvent.RenewalFailed(node));
		assertThat(this.monitor.nodes().get(0).failed() + this.monitor.nodes().get(0).skipped()).isPositive();
		assertThat(this.monitor.nodes().get(1).failed()).isZero();
	}

	@Test
	void tellsOfANodeThatForgotAndOfItsReturnButNotOfANewCluster() {
		this.cluster.hosts().forEach((host) -> host.node().wipe());
		new Call(this.client);
		this.cluster.pass(Duration.ofSeconds(12));
		assertThat(this.events).noneMatch(NodeEvent.Reborn.class::isInstance);
		this.cluster.host(0).node().wipe();
		this.cluster.pass(Duration.ofSeconds(12));
		String node = this.monitor.nodes().get(0).name();
		assertThat(this.events).contains(new NodeEvent.SessionGone(node), new NodeEvent.Reborn(node, LEASE_TIME));
		assertThat(this.monitor.nodes()).map(NodeStatistics::sitsOut).containsExactly(true, false, false);
		this.cluster.pass(LEASE_TIME.plus(LEASE_TIME));
		assertThat(this.events).containsOnlyOnce(new NodeEvent.Admitted(node));
		assertThat(this.monitor.nodes()).noneMatch(NodeStatistics::sitsOut);
	}

	@Test
	void tellsOnceOfANodeThatForgotThoughItWasAskedAboutItsGuardWhileThatEnded() {
		new Call(this.client);
		this.cluster.pass(SECOND);
		this.cluster.host(0).node().wipe();
		while (this.events.stream().noneMatch(NodeEvent.Reborn.class::isInstance)) {
			this.cluster.pass(Duration.ofMillis(1));
		}
		this.cluster.pass(LEASE_TIME.minusMillis(20));
		// Until this one has failed to answer it is not known what all nodes say
		this.cluster.host(2).stop();
		for (int i = 0; i < 8; i++) {
			this.client.manager().engine().probe((health) -> {
			});
			this.cluster.pass(Duration.ofMillis(5));
		}
		this.cluster.host(2).go();
		this.cluster.pass(LEASE_TIME.plus(LEASE_TIME));
		String node = this.monitor.nodes().get(0).name();
		assertThat(this.events).containsOnlyOnce(new NodeEvent.Reborn(node, LEASE_TIME))
			.containsOnlyOnce(new NodeEvent.Admitted(node));
	}

	@Test
	void tellsOfAClockThatIsTooFarAhead() {
		Client wild = this.cluster.client(new SimulatedClock(this.world, 1, 7_200_000_000L));
		wild.manager().engine().monitor().listen(this.events::add);
		new Call(wild);
		this.cluster.pass(SECOND);
		assertThat(this.events).filteredOn(NodeEvent.ClockAhead.class::isInstance)
			.hasSize(3)
			.allSatisfy((event) -> assertThat(((NodeEvent.ClockAhead) event).ahead()).isBetween(Duration.ofHours(2),
					Duration.ofHours(2).plusMillis(2)));
	}

	@Test
	void tellsOfAPause() {
		new Call(this.client);
		this.cluster.pass(SECOND);
		this.client.process().pause();
		this.cluster.pass(Duration.ofSeconds(20));
		this.client.process().resume();
		this.cluster.pass(SECOND);
		assertThat(this.events).filteredOn(WokeLate.class::isInstance)
			.isNotEmpty()
			.allSatisfy((event) -> assertThat(((WokeLate) event).late()).isBetween(Duration.ofSeconds(8),
					Duration.ofSeconds(13)));
	}

	@Test
	void showsWhatIsHeldAndWhoWaits() {
		Call holder = new Call(this.client);
		this.cluster.pass(Duration.ofMillis(10));
		new Call(this.client, LeaseRequest.of("orders", "42"), SECOND);
		new Call(this.other, LeaseRequest.of("orders", "42"), SECOND);
		this.cluster.pass(Duration.ofMillis(10));
		LockStatus status = this.monitor.locks().get(0);
		assertThat(this.monitor.locks()).hasSize(1);
		assertThat(status.lock()).isEqualTo(ORDER);
		assertThat(status.waiting()).isEqualTo(1);
		assertThat(status.holding()).satisfies((holding) -> {
			assertThat(holding.token()).isEqualTo(holder.lease().fencingToken());
			assertThat(holding.holder()).isEqualTo(Thread.currentThread().getName());
			assertThat(holding.held()).isBetween(Duration.ofMillis(18), Duration.ofMillis(20));
			assertThat(holding.remaining()).isBetween(Duration.ofSeconds(29), LEASE_TIME);
			assertThat(holding.wantedElsewhere()).isTrue();
		});
		LockStatus elsewhere = this.other.manager().engine().monitor().locks().get(0);
		assertThat(elsewhere.holding()).isNull();
		assertThat(elsewhere.waiting()).isEqualTo(1);
	}

	@Test
	void asksEachNodeWhoHoldsALock() {
		Call holder = new Call(this.client);
		this.cluster.pass(Duration.ofMillis(10));
		this.cluster.host(2).crash();
		List<NodeSighting> sightings = ask(this.other, ORDER);
		assertThat(sightings).map(NodeSighting::state).containsExactly(State.HELD, State.HELD, State.NO_ANSWER);
		assertThat(sightings.get(0).token()).isEqualTo(holder.lease().fencingToken());
		assertThat(sightings.get(0).holder()).isEqualTo(this.client.manager().engine().settings().instanceId());
		assertThat(ask(this.other, LockName.of("orders", "43"))).map(NodeSighting::state)
			.containsExactly(State.FREE, State.FREE, State.NO_ANSWER);
	}

	private List<NodeSighting> ask(Client asker, LockName lock) {
		var sightings = asker.manager().engine().monitor().ask(lock).toCompletableFuture();
		this.cluster.pass(SECOND);
		return sightings.join();
	}

	@Test
	void takesALockFromItsHolderButNotFromASuccessor() {
		Call holder = new Call(this.client);
		this.cluster.pass(Duration.ofMillis(10));
		List<String> told = new ArrayList<>();
		holder.lease().onLost(() -> told.add("lost"));
		FencingToken token = holder.lease().fencingToken();
		assertThat(forceRelease(new FencingToken(token.value() + 1))).isFalse();
		assertThat(holder.lease().isHeld()).isTrue();
		assertThat(forceRelease(token)).isTrue();
		assertThat(holder.lease().isHeld()).isFalse();
		assertThat(told).containsExactly("lost");
		assertThat(leaseEvents().get(2)).isInstanceOfSatisfying(LeaseEvent.Lost.class,
				(lost) -> assertThat(lost.cause()).isEqualTo(LossCause.FORCED));
		assertThat(forceRelease(token)).isFalse();
		Call successor = new Call(this.other);
		this.cluster.pass(Duration.ofMillis(10));
		assertThat(successor.lease().isHeld()).isTrue();
	}

	private boolean forceRelease(FencingToken token) {
		var done = this.monitor.forceRelease(ORDER, token).toCompletableFuture();
		this.cluster.pass(Duration.ofMillis(10));
		return done.join();
	}

	private List<LeaseEvent> leaseEvents() {
		return this.events.stream().filter(LeaseEvent.class::isInstance).map(LeaseEvent.class::cast).toList();
	}

}
