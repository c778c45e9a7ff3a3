package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.PushContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on virtual time, and what may happen to messages there.
 */
class SimulatedPushTests extends PushContract {

	private static final long MILLI = 1_000_000;

	private final World world = new World(1);

	private final SimulatedHost host = new SimulatedHost(new SimulatedNode(new SimulatedClock(this.world, 1, 0)));

	private final List<SimulatedProcess> processes = new ArrayList<>();

	private final List<SimulatedConnection> connections = new ArrayList<>();

	private final List<String> messages = new ArrayList<>();

	private boolean losing;

	SimulatedPushTests() {
		this.host.node().letVote();
		for (String id : List.of("ann", "bob")) {
			SimulatedProcess process = new SimulatedProcess(id, this.world, new SimulatedClock(this.world, 1, 0));
			this.processes.add(process);
			this.connections.add(new SimulatedConnection("node", this.world, process, this.host, new Weather() {

				@Override
				public long delayNanos() {
					return MILLI / 2 + SimulatedPushTests.this.world.random().nextLong(MILLI);
				}

				@Override
				public boolean loses(boolean request) {
					return SimulatedPushTests.this.losing && !request;
				}

			}));
		}
	}

	@Override
	protected void on(int client, Consumer<LeaseNode> action) {
		action.accept(this.connections.get(client));
	}

	@Override
	protected void await(String what, BooleanSupplier condition) {
		for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
			this.world.runFor(MILLI);
		}
		assertThat(condition.getAsBoolean()).as(what).isTrue();
	}

	@Override
	protected void disconnect() {
		this.connections.forEach(SimulatedConnection::reconnect);
	}

	@Test
	void processThatPausesHearsLaterAndADeadOneNever() {
		listen();
		this.processes.get(1).pause();
		announce("1");
		assertThat(this.messages).isEmpty();
		this.processes.get(1).resume();
		assertThat(this.messages).containsExactly("1");
		this.processes.get(1).kill();
		announce("2");
		assertThat(this.messages).containsExactly("1");
	}

	@Test
	void messagesMayBeLost() {
		listen();
		this.losing = true;
		announce("1");
		this.losing = false;
		announce("2");
		this.connections.get(1).cut(true);
		announce("3");
		this.connections.get(1).cut(false);
		announce("4");
		assertThat(this.messages).containsExactly("2", "4");
	}

	@Test
	void nodeForgetsWhoListensUntilItIsToldAgain() {
		listen();
		this.connections.get(1).cut(true);
		this.host.crash();
		this.host.restart(true);
		this.connections.get(1).cut(false);
		announce("1");
		this.world.runFor(200 * MILLI);
		announce("2");
		assertThat(this.messages).containsExactly("2");
	}

	private void listen() {
		this.connections.get(1).subscribe("c", this.messages::add);
		this.world.runFor(5 * MILLI);
	}

	private void announce(String text) {
		this.connections.get(0).submit(List.of(new Operation.Announce("c", text)), (batch) -> {
		});
		this.world.runFor(5 * MILLI);
	}

}
