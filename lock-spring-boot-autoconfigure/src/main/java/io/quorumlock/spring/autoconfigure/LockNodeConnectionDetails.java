package io.quorumlock.spring.autoconfigure;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Details required to connect to one of the nodes that vote, where each of them is a
 * service of its own. All of them together make {@link LockConnectionDetails}.
 */
interface LockNodeConnectionDetails extends ConnectionDetails {

	/**
	 * The image port of a node.
	 */
	int PORT = Node.DEFAULT_PORT;

	/**
	 * The name by which services are told apart from those for {@code spring.data.redis}.
	 */
	String CONNECTION_NAME = "lock";

	/**
	 * The node.
	 * @return where it is
	 */
	Node getNode();

}
