package io.quorumlock.spring.autoconfigure;

import java.util.List;

/**
 * The nodes that run as services, started for this application.
 */
final class ServicesLockConnectionDetails implements LockConnectionDetails {

	private final List<LockNodeConnectionDetails> services;

	ServicesLockConnectionDetails(List<LockNodeConnectionDetails> services) {
		this.services = List.copyOf(services);
	}

	@Override
	public List<Node> getNodes() {
		return this.services.stream().map(LockNodeConnectionDetails::getNode).toList();
	}

	@Override
	public String toString() {
		return getNodes().toString();
	}

}
