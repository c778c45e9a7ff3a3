package io.quorumlock.redis;

/**
 * Why a node cannot be used.
 *
 * @param kind what has to be changed
 * @param reason the problem in a few words, without secrets
 */
public record NodeProblem(Kind kind, String reason) {

	/**
	 * What has to be changed.
	 */
	public enum Kind {

		/**
		 * The address, the network or the server: there was no connection, or no answer.
		 */
		UNREACHABLE,

		/** The user name or password. */
		CREDENTIALS,

		/** The rights of the user. */
		PERMISSION,

		/** The certificates, or whether the connection is encrypted at all. */
		TLS,

		/** The server: it is a replica. */
		REPLICA,

		/** The server: it is part of a Redis Cluster. */
		CLUSTER,

		/** The server's configuration: it may delete locks. */
		EVICTION,

		/** The list of nodes: the same server is in it under another name. */
		DUPLICATE,

		/** The list of nodes: another instance has one that does not go with it. */
		NODE_SET,

		/** The clock of this machine, which is too far ahead of the server's. */
		CLOCK,

		/** Something else, which the reason tells. */
		OTHER

	}

}
