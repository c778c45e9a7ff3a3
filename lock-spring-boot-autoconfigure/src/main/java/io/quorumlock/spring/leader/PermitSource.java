package io.quorumlock.spring.leader;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quorumlock.Lease;
import io.quorumlock.LockName;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.spring.call.Call;
import io.quorumlock.spring.call.CallTrace;
import io.quorumlock.spring.call.CallTracer;
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
		return this.definition.lock();
	}

	@Override
	public CallTrace trace(CallTracer tracer, Function<Object, @Nullable Object> context) {
		return tracer.role(this.definition.role(), context);
	}

	@Override
	public @Nullable Lease acquire() {
		Leadership leadership = this.election.leadership(this.definition.role());
		Optional<Lease> permit = leadership.enter();
		// Followers call this all the time: no exception that nobody would see
		if (permit.isEmpty() && this.definition.onFollower() == OnFollower.SKIP) {
			this.skips.skipped(this.definition.role());
			return null;
		}
		return permit.orElseThrow(() -> new NotLeaderException(leadership.role(),
				leadership.leader().map(Leader::instanceId).orElse(null)));
	}

	@Override
	public boolean endsWithCheck() {
		return true;
	}

	@Override
	public CompletionStage<@Nullable Lease> acquireAsync() {
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
		return this.definition.style().refused(call, refusal);
	}

}
