package io.quorumlock.integration;

import java.nio.file.Path;
import java.util.List;

import io.quorumlock.testing.RedisQuorum;

/**
 * An instance in a JVM of its own that campaigns for the role, seen from outside.
 */
final class Contender implements AutoCloseable {

	private final String id;

	private final ChildInstance child;

	private final Path file;

	private final GateLog log;

	/**
	 * Launches a JVM, without waiting for it.
	 */
	Contender(String id, Path directory) {
		this.id = id;
		this.file = directory.resolve(id);
		this.log = GateLog.open(this.file);
		this.child = ChildInstance.launch(id);
	}

	String id() {
		return this.id;
	}

	/**
	 * Campaigns, with an instance of its own even if there was one before.
	 */
	void join(RedisQuorum quorum) {
		this.child.connect(quorum);
		this.child.expect(ChildCommands.DONE);
		this.child.tell("join " + this.file);
		this.child.expect(ChildCommands.DONE);
	}

	Standing standing() {
		return Standing.decode(this.child.ask("role standing"));
	}

	void enter() {
		this.child.tell("role enter");
		this.child.expect(ChildCommands.DONE);
	}

	/**
	 * Tells it to do something about the role.
	 * @return when it began to
	 */
	long tell(String command) {
		return Long.parseLong(this.child.ask("role " + command));
	}

	long kill() {
		return this.child.kill();
	}

	long pause() {
		return this.child.pause();
	}

	long resume() {
		return this.child.resume();
	}

	List<Gate> gates() {
		return this.log.gates(this.id);
	}

	/**
	 * The gate that it opened last.
	 */
	Gate gate() {
		List<Gate> gates = gates();
		return gates.get(gates.size() - 1);
	}

	@Override
	public void close() {
		this.child.close();
	}

}
