package io.quorumlock.sample.launcher;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import org.h2.tools.Server;

/**
 * A relational database in this process, which the instances reach through a port. It
 * keeps nothing on disk.
 */
final class Database implements AutoCloseable {

	private static final String USER = "sample";

	private final String password;

	private final Connection keeper;

	private final Server server;

	private Database(String password, Connection keeper, Server server) {
		this.password = password;
		this.keeper = keeper;
		this.server = server;
	}

	static Database start() {
		// H2 would listen to the whole network
		System.setProperty("h2.bindAddress", "127.0.0.1");
		String password = new BigInteger(128, new SecureRandom()).toString(Character.MAX_RADIX);
		try {
			// In memory, it is there for as long as somebody is connected
			Connection keeper = DriverManager.getConnection("jdbc:h2:mem:sample", USER, password);
			return new Database(password, keeper, Server.createTcpServer("-tcpPort", "0").start());
		}
		catch (SQLException ex) {
			throw new LaunchException("The database cannot be started: " + ex.getMessage(), ex);
		}
	}

	/**
	 * How to reach the database.
	 * @return properties of Spring Boot; the password is for this start only
	 */
	Map<String, String> properties() {
		return Map.of("spring.datasource.url", "jdbc:h2:tcp://127.0.0.1:" + this.server.getPort() + "/mem:sample",
				"spring.datasource.username", USER, "spring.datasource.password", this.password);
	}

	@Override
	public void close() {
		this.server.stop();
		try {
			this.keeper.close();
		}
		catch (SQLException ex) {
			// It is gone with this process
		}
	}

}
