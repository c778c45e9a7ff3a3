package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What many held leases cost: as little as one, but for a touch now and then.
 */
class RegrantsTests {

	private static final int LEASES = 10_000;

	private static final int NODES = 5;

	private final Cluster cluster = new Cluster(new World(1), NODES);

	private final Client client = this.cluster.client();

	private final List<CountingNode> nodes = this.client.connections().stream().map(CountingNode::new).toList();

	private final LeaseEngine engine = new LeaseEngine(this.nodes, this.client.manager().engine().settings(),
			this.client.process().clock(), this.client.process(), this.client.process(), this.client.process());

	private final List<Lease> leases = new ArrayList<>();

	private int acquired;

	@Test
	void renewalCostsTheSameForManyLeasesAsForOne() {
		hold(LEASES);
		this.cluster.pass(Duration.ofSeconds(1));
		this.nodes.forEach(CountingNode::reset);
		this.cluster.pass(Duration.ofMinutes(2));
		assertThat(this.nodes).allSatisfy((node) -> {
			assertThat(node.renewals).isBetween(10, 14);
			assertThat(node.batches).isLessThan(8 * node.renewals);
		});
	}

	@Test
	void eachNameIsTouchedOnceInSixHoursOnAllNodesEvenlySpread() {
		hold(LEASES);
		List<Integer> touches = new ArrayList<>();
		for (int turn = 0; turn < 2; turn++) {
			this.nodes.forEach(CountingNode::reset);
			for (int part = 0; part < 60; part++) {
				int before = this.nodes.get(0).regrants();
				this.cluster.pass(Duration.ofMinutes(6));
				touches.add(this.nodes.get(0).regrants() - before);
			}
			// The turn ends with a renewal
			this.cluster.pass(Duration.ofSeconds(5));
			assertThat(this.nodes).allSatisfy((node) -> {
				assertThat(node.regranted).hasSize(LEASES);
				assertThat(node.regrants()).isCloseTo(LEASES, within(LEASES / 100));
			});
		}
		assertThat(touches).allSatisfy((each) -> assertThat(each).isBetween(LEASES / 90, LEASES / 45));
		assertThat(this.nodes).allSatisfy((node) -> assertThat(node.longestBatch).isLessThanOrEqualTo(257));
	}

	@Test
	void leasesThatComeLateInATurnAreNotTouchedAtOnce() {
		hold(1);
		this.cluster.pass(Duration.ofHours(3));
		this.leases.remove(0).release();
		this.cluster.pass(Duration.ofHours(1));
		hold(LEASES);
		this.nodes.forEach(CountingNode::reset);
		this.cluster.pass(Duration.ofMinutes(6));
		assertThat(this.nodes).allSatisfy((node) -> assertThat(node.regrants()).isLessThan(LEASES / 45));
	}

	@Test
	void releasesAndNewLeasesDoNotKeepANameFromItsTurn() {
		hold(300);
		this.nodes.forEach(CountingNode::reset);
		for (int part = 0; part < 61; part++) {
			this.cluster.pass(Duration.ofMinutes(6));
			// Those in the middle go, and others come
			this.leases.remove(100).release();
			hold(1);
		}
		assertThat(this.nodes).allSatisfy((node) -> this.leases.subList(0, 239)
			.forEach((lease) -> assertThat(node.regranted).containsKey(EngineAccess.fullNames(lease).get(0))));
	}

	@Test
	void nodeThatForgotIsAskedForAFewLeasesAtATime() {
		hold(LEASES);
		this.cluster.pass(Duration.ofSeconds(1));
		this.nodes.forEach(CountingNode::reset);
		this.cluster.host(0).node().wipe();
		this.cluster.host(0).node().letVote();
		this.cluster.pass(Duration.ofSeconds(20));
		CountingNode node = this.nodes.get(0);
		assertThat(node.regranted).hasSize(LEASES);
		assertThat(node.regrants()).isLessThan(LEASES + 1000);
		assertThat(node.mostInFlight).isLessThan(600);
		assertThat(this.cluster.host(0).node().assigned()).hasSize(LEASES);
	}

	@Test
	void nodeThatRefusesIsNotAskedForAllLeasesWithEveryRenewal() {
		hold(LEASES);
		this.cluster.pass(Duration.ofSeconds(1));
		this.cluster.host(0).node().wipe();
		this.cluster.pass(Duration.ofSeconds(10));
		this.nodes.forEach(CountingNode::reset);
		this.cluster.pass(Duration.ofSeconds(15));
		assertThat(this.nodes.get(0).regrants()).isLessThan(1200);
		this.cluster.pass(Duration.ofMinutes(1));
		assertThat(this.cluster.host(0).node().assigned()).hasSize(LEASES);
	}

	private void hold(int number) {
		int first = this.acquired;
		this.acquired += number;
		IntStream.range(first, this.acquired)
			.forEach((key) -> this.engine.acquire(LeaseRequest.of("orders", "order-" + key), Duration.ZERO,
					(result) -> this.leases.add(((AcquireResult.Acquired) result).lease())));
		this.cluster.pass(Duration.ofMillis(10));
		assertThat(this.leases.size()).isPositive();
	}

	/**
	 * Counts what a node is asked for on its way there.
	 */
	private static final class CountingNode implements LeaseNode {

		private final LeaseNode node;

		private final Map<String, Integer> regranted = new HashMap<>();

		private int renewals;

		private int batches;

		private int longestBatch;

		private int inFlight;

		private int mostInFlight;

		CountingNode(LeaseNode node) {
			this.node = node;
		}

		void reset() {
			this.regranted.clear();
			this.renewals = 0;
			this.batches = 0;
			this.longestBatch = 0;
			this.mostInFlight = 0;
		}

		int regrants() {
			return this.regranted.values().stream().mapToInt(Integer::intValue).sum();
		}

		@Override
		public String name() {
			return this.node.name();
		}

		@Override
		public void submit(List<Operation> operations, Consumer<Batch> result) {
			int asked = 0;
			for (Operation operation : operations) {
				if (operation instanceof Operation.Regrant regrant) {
					asked++;
					this.regranted.merge(regrant.name(), 1, Integer::sum);
				}
				else if (operation instanceof Operation.Renew) {
					this.renewals++;
				}
			}
			int regrants = asked;
			this.batches++;
			this.longestBatch = Math.max(this.longestBatch, operations.size());
			this.inFlight += regrants;
			this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
			this.node.submit(operations, (batch) -> {
				this.inFlight -= regrants;
				result.accept(batch);
			});
		}

		@Override
		public void subscribe(String channel, Consumer<String> messages) {
			this.node.subscribe(channel, messages);
		}

	}

}
