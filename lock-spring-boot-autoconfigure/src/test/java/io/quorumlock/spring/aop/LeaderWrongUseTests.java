package io.quorumlock.spring.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.quorumlock.LockException;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.annotation.OnLoss;
import io.quorumlock.spring.leader.LeaderInspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for what of {@link LeaderOnly} is refused at startup.
 */
class LeaderWrongUseTests {

	static Stream<Arguments> mistakes() {
		return Stream.of(arguments("illegalRole", "role = \"my role\" cannot be used", "Write a role"),
				arguments("unknownPlaceholder", "Could not resolve placeholder 'absent'", "Write a role"),
				arguments("skipPrimitive", "onFollower = SKIP has no result", "onFollower = THROW"),
				arguments("future", "it returns Future", "Return a CompletionStage"),
				arguments("interruptPublisher", "onLoss = INTERRUPT has no thread", "onLoss = CANCEL"),
				arguments("skippedFallback", "fallbackMethod = \"instead\" is never called", "onFollower = THROW"),
				arguments("noFallback", "fallbackMethod = \"absent\" is not found", "a NotLeaderException as the last"),
				arguments("fallbackOfOtherException", "fallbackMethod = \"refused\" is not found", "in this class"),
				arguments("runOnGrantWithParameter", "runOnGrant = true has no arguments", "Remove the parameters"),
				arguments("isPrivate", "the method is private", "Make it public"),
				arguments("isStatic", "the method is static", "Make it an instance method"),
				arguments("isFinal", "the method is final", "Remove final from the method"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("mistakes")
	void isFoundAndSaysWhatToDo(String method, String problem, String remedy) {
		found().assertHas(method, problem, remedy);
	}

	@Test
	void eachMistakeIsInTheTable() {
		found().assertEachIsIn(mistakes(), LeaderOnly.class);
	}

	@Test
	void rightUseIsNotAMistake() {
		assertThat(inspect(Right.class, true, true)).isEmpty();
		assertThat(inspect(RightType.class, true, true)).isEmpty();
	}

	@Test
	void methodsOfATypeAreCheckedEachForItself() {
		assertThat(inspect(WrongType.class, true, true)).extracting(WrongUse::toString)
			.hasSize(3)
			.anyMatch((text) -> text.contains("WrongType.count()") && text.contains("onFollower = SKIP has no result"))
			.anyMatch((text) -> text.contains("WrongType.fixed()") && text.contains("the method is final"))
			.anyMatch((text) -> text.contains("WrongType.later()") && text.contains("it returns Future"));
	}

	@Test
	void finalTypeIsReportedAndNotProxied() {
		assertThat(inspect(FinalType.class, true, true)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.problem()).contains("the class is final"));
		assertThat(new AnnotatedMethodPointcut(LeaderOnly.class, true).getClassFilter().matches(FinalType.class))
			.isFalse();
	}

	@Test
	void methodOfATypeThatIsNotOnTheInterfaceIsReportedWhereInterfacesAreProxied() {
		assertThat(inspect(HiddenType.class, true, true)).isEmpty();
		assertThat(inspect(HiddenType.class, false, true)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.problem()).contains("none of them has the method"));
	}

	@Test
	void missingElectionIsReported() {
		assertThat(inspect(RightType.class, true, false)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.problem()).contains("there is no LeaderElection"));
	}

	private static FoundMistakes found() {
		return new FoundMistakes(Wrong.class, inspect(Wrong.class, true, true));
	}

	private static List<WrongUse> inspect(Class<?> type, boolean classProxies, boolean election) {
		List<WrongUse> found = new ArrayList<>();
		LeaderInspection inspection = new LeaderInspection(new MockEnvironment()::resolveRequiredPlaceholders,
				new ProxyReach(classProxies), () -> election);
		AnnotatedMethods.of(type, LeaderOnly.class).forEach((method) -> inspection.inspect(type, method, found::add));
		return found;
	}

	static class Wrong {

		@LeaderOnly("my role")
		public void illegalRole() {
		}

		@LeaderOnly("${absent}")
		public void unknownPlaceholder() {
		}

		@LeaderOnly
		public boolean skipPrimitive() {
			return true;
		}

		@LeaderOnly
		public Future<String> future() {
			return null;
		}

		@LeaderOnly(onLoss = OnLoss.INTERRUPT)
		public Mono<String> interruptPublisher() {
			return null;
		}

		@LeaderOnly(fallbackMethod = "instead")
		public void skippedFallback() {
		}

		void instead() {
		}

		@LeaderOnly(onFollower = OnFollower.THROW, fallbackMethod = "absent")
		public void noFallback() {
		}

		@LeaderOnly(onFollower = OnFollower.THROW, fallbackMethod = "refused")
		public void fallbackOfOtherException() {
		}

		void refused(LockException ex) {
		}

		@LeaderOnly(runOnGrant = true)
		public void runOnGrantWithParameter(String text) {
		}

		@SuppressWarnings("UnusedMethod")
		@LeaderOnly
		private void isPrivate() {
		}

		@LeaderOnly
		public static void isStatic() {
		}

		@LeaderOnly
		public final void isFinal() {
		}

	}

	static class Right {

		@LeaderOnly(onFollower = OnFollower.THROW)
		public int primitive() {
			return 0;
		}

		@LeaderOnly(runOnGrant = true, onLoss = OnLoss.INTERRUPT)
		void packagePrivateVoid() {
		}

		@LeaderOnly
		public Flux<String> publisher() {
			return null;
		}

		@LeaderOnly(onLoss = OnLoss.WAIT)
		public CompletableFuture<String> future() {
			return null;
		}

		@LeaderOnly(onFollower = OnFollower.THROW, fallbackMethod = "instead")
		public Number withFallback(String argument) {
			return 0;
		}

		// Found by its name and its parameters
		@SuppressWarnings({ "UnusedMethod", "UnusedVariable" })
		private Integer instead(String argument, NotLeaderException ex) {
			return 0;
		}

	}

	@LeaderOnly
	static class RightType {

		public void run() {
		}

		public static int helper() {
			return 0;
		}

		@SuppressWarnings("UnusedMethod")
		private int hidden() {
			return 0;
		}

		@Override
		public int hashCode() {
			return 0;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof RightType;
		}

	}

	@LeaderOnly
	static class WrongType {

		public int count() {
			return 0;
		}

		public final void fixed() {
		}

		public Future<String> later() {
			return null;
		}

	}

	@LeaderOnly
	static final class FinalType {

		public void run() {
		}

	}

	@LeaderOnly
	static class HiddenType implements Task {

		public void hidden() {
		}

		@Override
		public void task() {
		}

		protected void inner() {
		}

	}

	interface Task {

		void task();

	}

}
