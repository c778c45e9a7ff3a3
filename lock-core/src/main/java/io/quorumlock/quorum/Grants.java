package io.quorumlock.quorum;

import io.quorumlock.LockName;

/**
 * Numbers the grants that one engine asks for; no number is used twice, so that a late
 * release can never hit a later lease.
 */
final class Grants {

	private final String namespace;

	private final int nodes;

	private long last;

	Grants(String namespace, int nodes) {
		this.namespace = namespace;
		this.nodes = nodes;
	}

	Grant next(LockName lock) {
		return new Grant(this.namespace + "/" + lock, ++this.last, this.nodes);
	}

}
