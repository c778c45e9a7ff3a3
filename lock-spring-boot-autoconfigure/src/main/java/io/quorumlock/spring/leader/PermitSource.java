package io.quorumlock.spring.leader;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import io.quorumlock.LockName;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.spring.call.Call;
import io.quorumlock.spring.call.LeaseSource;
import org.jspecify.annotations.Nullable;

/**
 * The election, asked for permits to do the work of one role's leader.
 *
 * @param election the election
 * @param definition what the annotation asks for
 * @param skips told of each call that is skipped
 */
record PermitSource(LeaderElection election, LeaderDefinition definition, SkipListener skips) implements LeaseSource {

	@Override
	public Object origin() {
		return this.election;
	}

	@Override
	public LockName lock() {
		return LockName.ofRole(this.definition.role());
	}

	@Override
	public Lease acquire() {
		Leadership leadership = this.election.leadership(this.definition.role());
		return leadership.enter()
			.orElseThrow(() -> new NotLeaderException(leadership.role(),
					leadership.leader().map(Leader::instanceId).orElse(null)));
	}

	@Override
	public CompletionStage<Lease> acquireAsync() {
		try {
			return CompletableFuture.completedFuture(acquire());
		}
		catch (NotLeaderException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public Class<? extends RuntimeException> refusalType() {
		return NotLeaderException.class;
	}

	@Override
	public @Nullable Object withoutLease(Call call, RuntimeException refusal) throws Throwable {
		if (this.definition.onFollower() == OnFollower.SKIP) {
			this.skips.skipped(this.definition.role());
			return this.definition.style().skipped();
		}
		return this.definition.style().refused(call, refusal);
	}

}
