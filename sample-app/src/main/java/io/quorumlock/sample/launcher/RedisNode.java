package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.quorumlock.sample.Console;
import io.quorumlock.sample.control.ActionRefusedException;
import io.quorumlock.sample.control.NodeAction;
import io.quorumlock.sample.control.NodeProcess;
import io.quorumlock.sample.control.ProcessState;

/**
 * A node, which may be served by one process after the other. Thread-safe.
 */
final class RedisNode implements AutoCloseable {

	private final String name;

	private final int port;

	private final RedisBinary binary;

	private final Path directory;

	private RedisProcess process;

	private boolean paused;

	private boolean expected = true;

	RedisNode(String name, int port, RedisBinary binary, Path directory) {
		this.name = name;
		this.port = port;
		this.binary = binary;
		this.directory = directory;
		this.process = start();
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private RedisProcess start() {
		RedisProcess started = RedisProcess.start(this.binary, this.directory, this.port);
		started.process().onExit().thenAccept((ended) -> ended(started));
		return started;
	}

	synchronized void awaitReady() {
		this.process.awaitReady();
	}

	String address() {
		return this.process.address();
	}

	synchronized long pid() {
		return this.process.pid();
	}

	synchronized NodeProcess status() {
		return new NodeProcess(this.name, address(), state());
	}

	private ProcessState state() {
		return !this.process.process().isAlive() ? ProcessState.STOPPED
				: this.paused ? ProcessState.PAUSED : ProcessState.RUNNING;
	}

	synchronized void disturb(NodeAction action) {
		switch (action) {
			case STOP -> {
				requireNot(ProcessState.STOPPED, "is stopped already");
				end();
			}
			case PAUSE -> {
				requireGuard();
				requireNot(ProcessState.STOPPED, "is stopped");
				requireNot(ProcessState.PAUSED, "is paused already");
				this.process.tell(Guard.PAUSE);
				this.paused = true;
			}
			case RESUME -> {
				if (state() != ProcessState.PAUSED) {
					throw new ActionRefusedException(this.name + " is not paused");
				}
				this.process.tell(Guard.RESUME);
				this.paused = false;
			}
			case RESTART -> {
				end();
				this.expected = true;
				restart();
			}
			case WIPE -> {
				requireNot(ProcessState.STOPPED, "is stopped, and empty when it is started again");
				requireNot(ProcessState.PAUSED, "is paused and would not answer");
				wipe();
			}
		}
	}

	private void restart() {
		this.process = start();
		try {
			this.process.awaitReady();
		}
		catch (LaunchException ex) {
			throw new ActionRefusedException(String.valueOf(ex.getMessage()));
		}
	}

	private void requireNot(ProcessState state, String message) {
		if (state() == state) {
			throw new ActionRefusedException(this.name + " " + message);
		}
	}

	static void requireGuard() {
		if (!Guard.isAvailable()) {
			throw new ActionRefusedException("Windows cannot pause a process; kill or stop it instead");
		}
	}

	private void wipe() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(1000);
			socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
			if (socket.getInputStream().read() != '+') {
				throw new ActionRefusedException(this.name + " has refused to delete its data");
			}
		}
		catch (IOException ex) {
			throw new ActionRefusedException(this.name + " does not answer: " + ex.getMessage());
		}
	}

	private void end() {
		this.expected = false;
		this.paused = false;
		this.process.close();
	}

	private synchronized void ended(RedisProcess which) {
		if (which == this.process && this.expected) {
			Console.print("redis " + which.address() + " has ended; a lock needs a majority of the nodes");
		}
	}

	/**
	 * Asks the node to end.
	 */
	synchronized void stop() {
		this.expected = false;
		this.process.stop();
	}

	/**
	 * Ends the node, by force if it does not end in time.
	 */
	@Override
	public synchronized void close() {
		end();
	}

}
