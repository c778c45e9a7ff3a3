package io.quorumlock.spring.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockMetrics}, on virtual time.
 */
class LockMetricsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Cluster cluster = new Cluster(new World(1), 3);

	private final Client client = this.cluster.client();

	private final LeaseEngine engine = this.client.manager().engine();

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final List<Lease> leases = new ArrayList<>();

	@BeforeEach
	void bind() {
		new LockMetrics(this.engine).bindTo(this.meters);
	}

	@Test
	void countsTurns() {
		acquire("42", SECOND);
		acquire("42", SECOND);
		this.cluster.pass(Duration.ofMillis(100));
		assertThat(value("lock.held", "name", "orders")).isEqualTo(1);
		assertThat(value("lock.waiting", "name", "orders")).isEqualTo(1);
		this.leases.get(0).release();
		this.leases.get(1).release();
		assertThat(value("lock.held", "name", "orders")).isZero();
		assertThat(value("lock.waiting", "name", "orders")).isZero();
		assertThat(this.meters.get("lock.acquire").tags("name", "orders", "outcome", "acquired").timer().count())
			.isEqualTo(2);
		assertThat(this.meters.get("lock.hold").tags("name", "orders", "outcome", "released").timer().count())
			.isEqualTo(2);
		assertThat(this.meters.get("lock.handoffs").tag("name", "orders").counter().count()).isEqualTo(1);
	}

	@Test
	void countsRefusalsAndLosses() {
		acquire("42", Duration.ZERO);
		this.cluster.pass(SECOND);
		acquire("42", Duration.ZERO);
		this.cluster.hosts().forEach(SimulatedHost::crash);
		this.cluster.pass(Duration.ofSeconds(40));
		acquire("43", Duration.ZERO);
		this.cluster.pass(SECOND);
		assertThat(this.meters.get("lock.acquire").tag("outcome", "contended").timer().count()).isEqualTo(1);
		assertThat(this.meters.get("lock.acquire").tag("outcome", "unavailable").timer().count()).isEqualTo(1);
		assertThat(this.meters.get("lock.lost").tags("name", "orders", "cause", "not_renewed").counter().count())
			.isEqualTo(1);
		assertThat(this.meters.get("lock.hold").tag("outcome", "lost").timer().totalTime(seconds())).isBetween(29.0,
				30.0);
		assertThat(value("lock.held", "name", "orders")).isZero();
		assertThat(value("lock.waiting", "name", "orders")).isZero();
	}

	@Test
	void whatHadBegunBeforeIsNotTakenOff() {
		acquire("42", SECOND);
		acquire("42", SECOND);
		this.cluster.pass(Duration.ofMillis(100));
		MeterRegistry late = new SimpleMeterRegistry();
		new LockMetrics(this.engine).bindTo(late);
		this.leases.get(0).release();
		assertThat(late.get("lock.waiting").gauge().value()).isZero();
		assertThat(late.get("lock.held").gauge().value()).isEqualTo(1);
		this.cluster.pass(SECOND);
		this.leases.get(1).release();
		acquire("43", SECOND);
		this.cluster.pass(SECOND);
		assertThat(late.get("lock.held").gauge().value()).isEqualTo(1);
		this.leases.get(2).release();
		assertThat(late.get("lock.held").gauge().value()).isZero();
	}

	@Test
	void whatWasHeldBeforeIsNotTakenOff() {
		acquire("42", SECOND);
		this.cluster.pass(SECOND);
		MeterRegistry late = new SimpleMeterRegistry();
		new LockMetrics(this.engine).bindTo(late);
		this.cluster.pass(SECOND);
		this.leases.get(0).release();
		assertThat(late.get("lock.held").gauge().value()).isZero();
	}

	@Test
	void showsNodes() {
		acquire("42", Duration.ZERO);
		this.cluster.pass(SECOND);
		String node = this.engine.monitor().nodes().get(0).name();
		assertThat(this.meters.get("lock.nodes.voting").gauge().value()).isEqualTo(3);
		assertThat(this.meters.get("lock.nodes.quorum").gauge().value()).isEqualTo(2);
		this.cluster.host(0).node().wipe();
		this.cluster.pass(Duration.ofSeconds(12));
		assertThat(value("lock.node.guard", "node", node)).isEqualTo(1);
		assertThat(this.meters.get("lock.nodes.voting").gauge().value()).isEqualTo(2);
		assertThat(this.meters.get("lock.node.reborn").tag("node", node).counter().count()).isEqualTo(1);
		assertThat(this.meters.get("lock.renewals").tags("node", node, "outcome", "gone").counter().count())
			.isEqualTo(1);
		assertThat(this.meters.get("lock.node.calls").tag("node", node).functionTimer().count()).isGreaterThan(3);
		assertThat(this.meters.get("lock.node.latency").tag("node", node).timeGauge().value(seconds()))
			.isBetween(0.0005, 0.002);
		assertThat(this.meters.get("lock.renewal.margin.share").tag("node", other(node)).gauge().value()).isBetween(0.6,
				0.7);
		assertThat(this.meters.get("lock.node.breaker").tags("node", node, "state", "closed").gauge().value())
			.isEqualTo(1);
	}

	@Test
	void showsANodeThatDoesNotAnswer() {
		acquire("42", Duration.ZERO);
		this.cluster.pass(SECOND);
		this.cluster.host(0).stop();
		String node = this.engine.monitor().nodes().get(0).name();
		for (int i = 0; i < 20; i++) {
			acquire("43-" + i, Duration.ZERO);
			this.cluster.pass(Duration.ofMillis(100));
		}
		assertThat(this.meters.get("lock.node.failures")
			.tags("node", node, "reason", "unanswered")
			.functionCounter()
			.count()).isPositive();
		assertThat(
				this.meters.get("lock.node.failures").tags("node", node, "reason", "skipped").functionCounter().count())
			.isPositive();
		assertThat(this.meters.get("lock.node.breaker").tags("node", node, "state", "open").gauge().value())
			.isEqualTo(1);
		assertThat(this.meters.get("lock.nodes.voting").gauge().value()).isEqualTo(2);
	}

	@Test
	void keysMakeNoMeters() {
		acquire("1", Duration.ZERO);
		this.cluster.pass(SECOND);
		int before = this.meters.getMeters().size();
		for (int key = 2; key < 1000; key++) {
			acquire("order-" + key, Duration.ZERO);
		}
		this.cluster.pass(SECOND);
		assertThat(this.meters.getMeters()).hasSize(before);
		assertThat(this.meters.get("lock.acquire").tag("outcome", "acquired").timer().count()).isEqualTo(999);
	}

	@Test
	void metersAreThereBeforeWhatTheyCount() {
		acquire("42", SECOND);
		this.cluster.pass(SECOND);
		int before = this.meters.getMeters().size();
		misfortunes();
		assertThat(this.meters.getMeters()).hasSize(before);
	}

	@Test
	void eachMeterIsDocumentedWithItsTags() {
		acquire("42", SECOND);
		misfortunes();
		assertThat(this.meters.get("lock.wakeups.late").timer().count()).isPositive();
		assertThat(this.meters.get("lock.lost").tag("cause", "not_renewed").counter().count()).isEqualTo(1);
		assertThat(this.meters.getMeters()).allSatisfy(LockMetricsTests::isDocumented);
	}

	private void misfortunes() {
		acquire("42", Duration.ZERO);
		this.cluster.pass(SECOND);
		this.cluster.host(0).node().wipe();
		this.cluster.pass(Duration.ofSeconds(12));
		this.client.process().pause();
		this.cluster.pass(Duration.ofSeconds(40));
		this.client.process().resume();
		this.cluster.pass(SECOND);
	}

	static void isDocumented(Meter meter) {
		LockMeters documented = Arrays.stream(LockMeters.values())
			.filter((each) -> each.getName().equals(meter.getId().getName()))
			.findAny()
			.orElseThrow(() -> new AssertionError("not documented: " + meter.getId()));
		Set<String> tags = meter.getId()
			.getTags()
			.stream()
			.map(Tag::getKey)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(tags).isEqualTo(Arrays.stream(documented.getKeyNames())
			.map((key) -> key.asString())
			.collect(Collectors.toCollection(TreeSet::new)));
	}

	private String other(String node) {
		return this.engine.monitor()
			.nodes()
			.stream()
			.map((each) -> each.name())
			.filter((name) -> !name.equals(node))
			.findFirst()
			.orElseThrow();
	}

	private double value(String meter, String... tags) {
		return this.meters.get(meter).tags(tags).gauge().value();
	}

	private static TimeUnit seconds() {
		return TimeUnit.SECONDS;
	}

	private void acquire(String key, Duration wait) {
		this.engine.acquire(LeaseRequest.of("orders", key), wait, (result) -> {
			if (result instanceof AcquireResult.Acquired acquired) {
				this.leases.add(acquired.lease());
			}
		});
	}

}
