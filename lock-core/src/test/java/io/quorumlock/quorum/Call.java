package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One acquisition on virtual time, and what came of it.
 */
final class Call {

	private final Client client;

	private final Runnable cancellation;

	private @Nullable AcquireResult result;

	Call(Client client) {
		this(client, LeaseRequest.of("orders", "42"), Duration.ZERO);
	}

	Call(Client client, LeaseRequest request) {
		this(client, request, Duration.ZERO);
	}

	Call(Client client, LeaseRequest request, Duration wait) {
		this.client = client;
		this.cancellation = client.manager().engine().acquire(request, wait, (outcome) -> this.result = outcome);
	}

	Client client() {
		return this.client;
	}

	@Nullable AcquireResult result() {
		return this.result;
	}

	void cancel() {
		this.cancellation.run();
	}

	AcquireResult after(Cluster cluster, Duration duration) {
		cluster.pass(duration);
		assertThat(this.result).isNotNull();
		return this.result;
	}

	Lease lease() {
		assertThat(this.result).isInstanceOf(AcquireResult.Acquired.class);
		return ((AcquireResult.Acquired) this.result).lease();
	}

}
