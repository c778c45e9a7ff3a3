package io.quorumlock.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import org.jspecify.annotations.Nullable;

/**
 * {@link BatchCodec} as it was when format 1 was recorded; not to be changed with it.
 */
final class FormatOneCodec {

	private static final int SETTINGS = 5;

	private static final int LONGEST_OPERATION = 7;

	private final String heldMillis;

	private final String fenceMillis;

	private final String skewMicros;

	FormatOneCodec(RedisNodeSettings settings) {
		this.heldMillis = Long.toString(settings.heldRetention().toMillis());
		this.fenceMillis = Long.toString(settings.fenceRetention().toMillis());
		this.skewMicros = Long.toString(TimeUnit.MILLISECONDS.toMicros(settings.maxClockSkew().toMillis()));
	}

	String[] encode(long connection, String run, List<Operation> operations) {
		List<String> arguments = new ArrayList<>(SETTINGS + operations.size() * LONGEST_OPERATION);
		arguments.add(Long.toString(connection));
		arguments.add(this.heldMillis);
		arguments.add(this.fenceMillis);
		arguments.add(this.skewMicros);
		arguments.add(run);
		for (Operation operation : operations) {
			encode(operation, arguments);
		}
		return arguments.toArray(new String[0]);
	}

	private void encode(Operation operation, List<String> arguments) {
		if (operation instanceof Operation.Open open) {
			add(arguments, "o", open.session().reveal(), open.leaseMillis(), open.holder(), open.ear());
		}
		else if (operation instanceof Operation.Renew renew) {
			add(arguments, "r", renew.session().reveal(), renew.leaseMillis());
		}
		else if (operation instanceof Operation.Close close) {
			add(arguments, "c", close.session().reveal());
		}
		else if (operation instanceof Operation.Acquire acquire) {
			add(arguments, "a", acquire.session().reveal(), acquire.lease(), acquire.name(), acquire.token(),
					acquire.token() + acquire.block() - 1, flag(acquire.wish()));
		}
		else if (operation instanceof Operation.Regrant regrant) {
			add(arguments, "g", regrant.session().reveal(), regrant.lease(), regrant.name(), regrant.token(),
					regrant.fence());
		}
		else if (operation instanceof Operation.Release release) {
			add(arguments, "x", release.session().reveal(), release.lease(), release.name());
		}
		else if (operation instanceof Operation.Look look) {
			add(arguments, "l", look.name());
		}
		else if (operation instanceof Operation.Yield given) {
			add(arguments, "y", given.session().reveal(), given.lease(), given.name(), given.to());
		}
		else if (operation instanceof Operation.Announce announce) {
			add(arguments, "p", announce.channel(), announce.text());
		}
		else if (operation instanceof Operation.Greet) {
			add(arguments, "h");
		}
		else if (operation instanceof Operation.Admit admit) {
			add(arguments, "m", admit.birth(), flag(admit.founding()));
		}
	}

	private static String flag(boolean value) {
		return value ? "1" : "0";
	}

	private static void add(List<String> arguments, Object... values) {
		for (Object value : values) {
			arguments.add(value.toString());
		}
	}

	/**
	 * Reads a reply, strictly: what the script would not have said to such an operation
	 * is no answer, and least of all a grant.
	 * @param operations the operations that were sent
	 * @param reply what came back, whatever it is
	 * @return the answers, or why there are none
	 */
	Batch decode(List<Operation> operations, @Nullable Object reply) {
		if (!(reply instanceof List<?> values)) {
			return new Batch.Unanswered("reply is not a list");
		}
		if (values.size() != operations.size()) {
			return new Batch.Unanswered("reply has another length than the batch");
		}
		List<Answer> answers = new ArrayList<>(values.size());
		for (int i = 0; i < values.size(); i++) {
			Answer answer = (values.get(i) instanceof String text) ? FormatOneReader.read(text) : null;
			if (answer == null || !isPossible(operations.get(i), answer)) {
				return new Batch.Unanswered("reply is malformed");
			}
			answers.add(answer);
		}
		return new Batch.Answered(List.copyOf(answers));
	}

	private static boolean isPossible(Operation operation, Answer answer) {
		if (answer instanceof Answer.Failed) {
			return true;
		}
		if (operation instanceof Operation.Renew) {
			return answer instanceof Answer.Ok || answer instanceof Answer.Gone;
		}
		if (operation instanceof Operation.Greet) {
			return answer instanceof Answer.Standing;
		}
		if (operation instanceof Operation.Acquire) {
			return isVote(answer) || answer instanceof Answer.Ahead;
		}
		if (operation instanceof Operation.Regrant) {
			return isVote(answer);
		}
		if (operation instanceof Operation.Look) {
			return answer instanceof Answer.Taken || answer instanceof Answer.Free
					|| answer instanceof Answer.SittingOut;
		}
		return answer instanceof Answer.Ok;
	}

	private static boolean isVote(Answer answer) {
		return answer instanceof Answer.Granted || answer instanceof Answer.Taken || answer instanceof Answer.Stale
				|| answer instanceof Answer.NoSession || answer instanceof Answer.SittingOut;
	}

}
