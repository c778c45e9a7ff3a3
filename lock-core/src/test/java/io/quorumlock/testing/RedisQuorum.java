package io.quorumlock.testing;

import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LockManager;

/**
 * Several independent {@linkplain RedisServer Redis servers}.
 */
public final class RedisQuorum implements AutoCloseable {

	private final List<RedisServer> servers = new ArrayList<>();

	private RedisQuorum() {
	}

	/**
	 * Starts servers and waits until all answer.
	 * @param size how many
	 * @return the servers
	 */
	public static RedisQuorum start(int size) {
		RedisQuorum quorum = new RedisQuorum();
		try {
			for (int i = 0; i < size; i++) {
				quorum.servers.add(RedisServer.start());
			}
			return quorum;
		}
		catch (RuntimeException | Error ex) {
			quorum.close();
			throw ex;
		}
	}

	/**
	 * The servers.
	 * @return all of them, running or not
	 */
	public List<RedisServer> servers() {
		return List.copyOf(this.servers);
	}

	/**
	 * One server.
	 * @param index its index, from zero
	 * @return the server
	 */
	public RedisServer server(int index) {
		return this.servers.get(index);
	}

	/**
	 * The addresses.
	 * @return a URI for each server
	 */
	public List<String> uris() {
		return this.servers.stream().map(RedisServer::uri).toList();
	}

	/**
	 * The addresses as a property takes them.
	 * @return a URI for each server, with commas in between
	 */
	public String nodes() {
		return String.join(",", uris());
	}

	/**
	 * Waits until all servers vote.
	 * @param manager asks them for their votes
	 */
	public void awaitVotes(LockManager manager) {
		Await.until("all nodes vote",
				() -> manager.health().toCompletableFuture().join().voting() == this.servers.size());
	}

	/**
	 * Deletes all data on the servers that run.
	 */
	public void flushAll() {
		this.servers.stream().filter(RedisServer::isRunning).forEach(RedisServer::flushAll);
	}

	@Override
	public void close() {
		this.servers.forEach(RedisServer::close);
	}

}
