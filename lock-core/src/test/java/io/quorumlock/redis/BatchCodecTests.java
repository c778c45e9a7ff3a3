package io.quorumlock.redis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class BatchCodecTests {

	private static final SessionId S = new SessionId("s3cret");

	private static final Operation OPEN = new Operation.Open(S, 30_000, "host 1", "ear");

	private static final Operation RENEW = new Operation.Renew(S, 30_000);

	private static final Operation CLOSE = new Operation.Close(S);

	private static final Operation ACQUIRE = new Operation.Acquire(S, 7, "n", 9_007_199_254_740_991L, 100, false);

	private static final Operation WISH = new Operation.Acquire(S, 7, "n", 5, 2, true);

	private static final Operation REGRANT = new Operation.Regrant(S, 7, "n", 5, 9);

	private static final Operation RELEASE = new Operation.Release(S, 7, "n");

	private static final Operation LOOK = new Operation.Look("n");

	private static final Operation YIELD = new Operation.Yield(S, 7, "n", "host 2");

	private static final Operation ANNOUNCE = new Operation.Announce("leader", "host 2");

	private final BatchCodec codec = new BatchCodec(RedisNodeSettings.defaults());

	static Stream<Arguments> encodings() {
		return Stream.of(arguments(OPEN, "o s3cret 30000 host 1 ear"), arguments(RENEW, "r s3cret 30000"),
				arguments(CLOSE, "c s3cret"), arguments(ACQUIRE, "a s3cret 7 n 9007199254740991 9007199254741090 0"),
				arguments(WISH, "a s3cret 7 n 5 6 1"), arguments(REGRANT, "g s3cret 7 n 5 9"),
				arguments(RELEASE, "x s3cret 7 n"), arguments(LOOK, "l n"), arguments(YIELD, "y s3cret 7 n host 2"),
				arguments(ANNOUNCE, "p leader host 2"));
	}

	@ParameterizedTest
	@MethodSource("encodings")
	void operationIsEncoded(Operation operation, String expected) {
		String[] arguments = this.codec.encode(3, "run", List.of(operation));
		assertThat(String.join(" ", arguments)).isEqualTo("3 86400000 7200000 3600000000 run " + expected);
	}

	@Test
	void batchIsEncodedInOrder() {
		assertThat(this.codec.encode(1, "run", List.of(CLOSE, RENEW))).endsWith("c", "s3cret", "r", "s3cret", "30000");
	}

	@Test
	void emptyBatchIsJustSettings() {
		assertThat(this.codec.encode(1, "run", List.of())).hasSize(5);
	}

	static Stream<Arguments> answers() {
		return Stream.of(arguments(OPEN, "O", new Answer.Ok()), arguments(RENEW, "O", new Answer.Ok()),
				arguments(RENEW, "G", new Answer.Gone()), arguments(CLOSE, "O", new Answer.Ok()),
				arguments(ACQUIRE, "+", new Answer.Granted()), arguments(ACQUIRE, "N", new Answer.NoSession()),
				arguments(ACQUIRE, "T 12 34 56 host 1 ", new Answer.Taken(12, 34, 56, "host 1 ")),
				arguments(WISH, "T 1 2 3 h", new Answer.Taken(1, 2, 3, "h")),
				arguments(ACQUIRE, "T 0 0 0 ", new Answer.Taken(0, 0, 0, "")),
				arguments(ACQUIRE, "S 9007199254740991", new Answer.Stale(9_007_199_254_740_991L)),
				arguments(ACQUIRE, "A 55", new Answer.Ahead(55)), arguments(REGRANT, "+", new Answer.Granted()),
				arguments(REGRANT, "S 9", new Answer.Stale(9)), arguments(RELEASE, "O", new Answer.Ok()),
				arguments(LOOK, "F 0", new Answer.Free(0)),
				arguments(LOOK, "T 1 2 3 h", new Answer.Taken(1, 2, 3, "h")),
				arguments(LOOK, "Q 5", new Answer.SittingOut(5)), arguments(YIELD, "O", new Answer.Ok()),
				arguments(ANNOUNCE, "O", new Answer.Ok()),
				arguments(RELEASE, "E OOM", new Answer.Failed("refused: OOM")));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answerIsDecoded(Operation operation, String text, Answer expected) {
		assertThat(this.codec.decode(List.of(operation), List.of(text)))
			.isEqualTo(new Batch.Answered(List.of(expected)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "X", "o", "++", "+ ", "+ 1", " +", "N 1", "O", "G", "S", "S ", "S -1", "S 1.5",
			"S x", "S 1 2", "F 1", "S 9007199254740992", "S 99999999999999999999", "S +1", "S \u0661", "A", "A -5", "T",
			"T 1", "T 1 2", "T 1 2 3", "T -1 2 3 h", "T 1 -2 3 h", "T 1 2 -3 h", "T x 2 3 h", "T 1 y 3 h", "T 1 2 z h",
			"T  1 2 h", "T 1 2 9007199254740992 h", "T 1 2 03 h", "E", "E ", "E lower", "E A B" })
	void garbageIsNoAnswerToAcquire(String text) {
		assertThat(this.codec.decode(List.of(ACQUIRE), List.of(text))).isInstanceOf(Batch.Unanswered.class);
	}

	static Stream<Arguments> impossible() {
		return Stream.of(arguments(OPEN, "+"), arguments(OPEN, "G"), arguments(RENEW, "+"), arguments(RENEW, "N"),
				arguments(CLOSE, "G"), arguments(ACQUIRE, "O"), arguments(ACQUIRE, "G"), arguments(REGRANT, "A 5"),
				arguments(REGRANT, "O"), arguments(RELEASE, "+"), arguments(RELEASE, "T 1 2 3 h"), arguments(LOOK, "O"),
				arguments(LOOK, "+"), arguments(LOOK, "S 1"), arguments(LOOK, "F"), arguments(LOOK, "F -1"),
				arguments(LOOK, "F 1 2"), arguments(LOOK, "F 9007199254740992"), arguments(LOOK, "N"),
				arguments(YIELD, "G"), arguments(YIELD, "F 1"), arguments(ANNOUNCE, "F 1"));
	}

	@ParameterizedTest
	@MethodSource("impossible")
	void answerToAnotherOperationIsNoAnswer(Operation operation, String text) {
		assertThat(this.codec.decode(List.of(operation), List.of(text))).isInstanceOf(Batch.Unanswered.class);
	}

	static Stream<Object> replies() {
		return Stream.of("+", 1L, new Object(), List.of(), List.of("+", "+"), List.of(1L), List.of(true),
				List.of(List.of("+")), Arrays.asList((Object) null), new String[] { "+" });
	}

	@ParameterizedTest
	@MethodSource("replies")
	void replyOfAnotherShapeIsNoAnswer(Object reply) {
		assertThat(this.codec.decode(List.of(ACQUIRE), reply)).isInstanceOf(Batch.Unanswered.class);
	}

	@Test
	void noReplyIsNoAnswer() {
		assertThat(this.codec.decode(List.of(), null)).isInstanceOf(Batch.Unanswered.class);
	}

	@Test
	void oneBadAnswerSpoilsTheBatch() {
		assertThat(this.codec.decode(List.of(ACQUIRE, ACQUIRE), List.of("+", "?")))
			.isInstanceOf(Batch.Unanswered.class);
	}

}
