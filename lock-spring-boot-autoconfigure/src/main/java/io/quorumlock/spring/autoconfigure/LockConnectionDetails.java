package io.quorumlock.spring.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.Assert;

/**
 * Details required to connect to the nodes that vote. One bean describes them all;
 * defining one takes the place of {@code lock.nodes} and {@code spring.data.redis.*}.
 */
public interface LockConnectionDetails extends ConnectionDetails {

	/**
	 * The nodes that vote: independent Redis servers, none of them a replica of another.
	 * @return at least one node, none of them twice
	 */
	List<Node> getNodes();

	/**
	 * One Redis server.
	 *
	 * @param host the host
	 * @param port the port
	 * @param database the index of the database
	 * @param username the user, {@code null} for the default user
	 * @param password the password, {@code null} for none
	 * @param sslBundle what to encrypt the connection with, {@code null} not to
	 * @param sentinel who else to ask for the server, {@code null} if it is always the
	 * one at that host and port
	 */
	record Node(String host, int port, int database, @Nullable String username, @Nullable String password,
			@Nullable SslBundle sslBundle, @Nullable Sentinel sentinel) {

		/** The port of a Redis server that names none. */
		public static final int DEFAULT_PORT = 6379;

		/**
		 * Checks the host and port.
		 */
		public Node {
			Assert.hasText(host, "'host' must not be empty");
			Assert.isTrue(port > 0 && port <= 65535, "'port' must be between 1 and 65535");
			Assert.isTrue(database >= 0, "'database' must not be negative");
		}

		/**
		 * A node that is always the same server.
		 * @param host the host
		 * @param port the port
		 * @param database the index of the database
		 * @param username the user, {@code null} for the default user
		 * @param password the password, {@code null} for none
		 * @param sslBundle what to encrypt the connection with, {@code null} not to
		 */
		public Node(String host, int port, int database, @Nullable String username, @Nullable String password,
				@Nullable SslBundle sslBundle) {
			this(host, port, database, username, password, sslBundle, null);
		}

		/**
		 * A node without credentials.
		 * @param host the host
		 * @param port the port
		 * @return the node
		 */
		public static Node of(String host, int port) {
			return new Node(host, port, 0, null, null, null);
		}

		/**
		 * What people know the node by.
		 * @return the host and port, or the name that Sentinels have for the server
		 */
		public String name() {
			return (this.sentinel != null) ? this.sentinel.master() : this.host + ":" + this.port;
		}

		/**
		 * Without the credentials.
		 */
		@Override
		public String toString() {
			return name();
		}

	}

	/**
	 * Sentinels, which know the server that is the master now.
	 *
	 * @param master the name by which they know it
	 * @param nodes where they are, as {@code host:port}
	 * @param username the user for them, {@code null} for the default user
	 * @param password the password for them, {@code null} for none
	 */
	record Sentinel(String master, List<String> nodes, @Nullable String username, @Nullable String password) {

		/**
		 * Without the credentials.
		 */
		@Override
		public String toString() {
			return this.master + this.nodes;
		}

	}

}
