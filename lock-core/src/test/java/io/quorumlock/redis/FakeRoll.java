package io.quorumlock.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A server that keeps a roll, and the connections of instances to it.
 */
final class FakeRoll {

	final Map<String, String> entries = new LinkedHashMap<>();

	@Nullable String identity;

	private final String run;

	/** Happens once, after the next instance has said what it is. */
	Runnable afterRegister = () -> {
	};

	FakeRoll(String run) {
		this.run = run;
	}

	Call connect(Membership membership) {
		return new Call(membership);
	}

	/**
	 * Why an instance may not use the server, empty if it may.
	 */
	String join(String node, Membership membership) {
		return join(node, membership, connect(membership));
	}

	String join(String node, Membership membership, Call call) {
		try {
			membership.join(node, call).toCompletableFuture().join();
			return "";
		}
		catch (CompletionException ex) {
			return String.valueOf(ex.getCause().getMessage());
		}
	}

	final class Call implements RollCall {

		private final Membership membership;

		@Nullable String ended;

		private Call(Membership membership) {
			this.membership = membership;
		}

		private CompletionStage<Roll> answer(String proposal) {
			String found = (FakeRoll.this.identity != null) ? FakeRoll.this.identity : proposal;
			FakeRoll.this.identity = found;
			List<Member> others = new ArrayList<>();
			FakeRoll.this.entries.forEach((instance, text) -> {
				if (!instance.equals(this.membership.entry().instance())) {
					others.add(Member.read(instance, text));
				}
			});
			return CompletableFuture.completedFuture(new Roll(found, others));
		}

		@Override
		public CompletionStage<Roll> look(String known) {
			return answer(known.isEmpty() ? FakeRoll.this.run : known);
		}

		@Override
		public CompletionStage<Roll> register(String known, Member self) {
			FakeRoll.this.entries.put(this.membership.entry().instance(), self.text());
			CompletionStage<Roll> answer = answer(known);
			Runnable next = FakeRoll.this.afterRegister;
			FakeRoll.this.afterRegister = () -> {
			};
			next.run();
			return answer;
		}

		@Override
		public void withdraw() {
			FakeRoll.this.entries.remove(this.membership.entry().instance());
		}

		@Override
		public void end(String reason) {
			this.ended = reason;
		}

	}

}
