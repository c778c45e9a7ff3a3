package io.quorumlock.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quorumlock.redis.NodeProblem.Kind;

/**
 * The roll as a script keeps it on a Redis server.
 */
final class ScriptRollCall implements RollCall {

	/**
	 * What the server is known by, whatever the format of the locks.
	 */
	static final String IDENTITY_KEY = "lock:node";

	/**
	 * What the key of the roll of a namespace begins with, whatever the format.
	 */
	static final String ROLL_KEY = "lock:members:";

	static final String SOURCE = LeaseScript.read("membership.lua");

	private static final int IDENTITY_LENGTH = 16;

	private final RedisAsyncCommands<String, String> commands;

	private final String proposal;

	private final Entry entry;

	private final ProtocolThread thread;

	private final Consumer<String> end;

	ScriptRollCall(RedisAsyncCommands<String, String> commands, String run, Entry entry, ProtocolThread thread,
			Consumer<String> end) {
		this.commands = commands;
		this.proposal = run.substring(0, IDENTITY_LENGTH);
		this.entry = entry;
		this.thread = thread;
		this.end = end;
	}

	@Override
	public CompletionStage<Roll> look(String known) {
		return call(known.isEmpty() ? this.proposal : known, "");
	}

	@Override
	public CompletionStage<Roll> register(String identity, Member self) {
		return call(identity, self.text());
	}

	private CompletionStage<Roll> call(String identity, String text) {
		try {
			return this.thread.bring(this.commands
				.<List<Object>>eval(SOURCE, ScriptOutputType.MULTI,
						new String[] { IDENTITY_KEY, ROLL_KEY + this.entry.namespace() }, identity,
						this.entry.instance(), text, Long.toString(this.entry.lifetime().toMillis()))
				.thenApply(ScriptRollCall::read));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static Roll read(List<Object> answer) {
		List<Member> others = new ArrayList<>();
		for (int i = 1; i + 1 < answer.size(); i += 2) {
			others.add(Member.read(String.valueOf(answer.get(i)), String.valueOf(answer.get(i + 1))));
		}
		String identity = String.valueOf(answer.get(0));
		if (!identity.matches("[0-9a-f]{1,40}")) {
			throw new UnfitServerException(Kind.OTHER, "its key " + IDENTITY_KEY
					+ " holds something else than an identity; " + "delete it if nobody else uses it");
		}
		return new Roll(identity, List.copyOf(others));
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void withdraw() {
		try {
			this.commands.hdel(ROLL_KEY + this.entry.namespace(), this.entry.instance());
		}
		catch (RuntimeException ex) {
			// Then it counts until its lifetime is over
		}
	}

	@Override
	public void end(String reason) {
		this.end.accept(reason);
	}

	/**
	 * Where an instance stands on the roll.
	 *
	 * @param namespace those who share the locks
	 * @param instance the instance, told from others of the same id
	 * @param lifetime how long it counts
	 */
	record Entry(String namespace, String instance, Duration lifetime) {

	}

}
