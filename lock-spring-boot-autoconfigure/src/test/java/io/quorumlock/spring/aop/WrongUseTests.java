package io.quorumlock.spring.aop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for what is refused at startup.
 */
class WrongUseTests {

	static Stream<Arguments> mistakes() {
		return Stream.of(arguments("noName", "the lock has no name", "@DistributedLock(\"orders\")"),
				arguments("blankName", "the lock has no name", "@DistributedLock(\"orders\")"),
				arguments("illegalName", "name = \"my orders\" cannot be used", "put what comes from the arguments"),
				arguments("expressionInName", "name = \"#{order}\" cannot be used", "into 'key'"),
				arguments("unknownPlaceholder", "Could not resolve placeholder 'absent'", "Write a name"),
				arguments("badKey", "there is no argument 'ordr'", "leave 'key' out"),
				arguments("blankKey", "not a SpEL expression", "leave 'key' out"),
				arguments("badLeaseTime", "leaseTime = \"soon\" cannot be used", "such as \"30s\""),
				arguments("zeroLeaseTime", "'leaseTime' must be more than zero", "such as \"30s\""),
				arguments("negativeWaitTime", "'waitTime' must be between zero", "such as \"30s\""),
				arguments("skipPrimitive", "return type is the primitive int", "onContention = THROW"),
				arguments("future", "it returns Future", "Return a CompletionStage"),
				arguments("publisher", "it returns Publisher", "Return a CompletionStage"),
				arguments("ownFuture", "it returns OwnFuture", "Return a CompletionStage"),
				arguments("isPrivate", "the method is private", "Make it public"),
				arguments("isStatic", "the method is static", "Make it an instance method"),
				arguments("isFinal", "the method is final", "Remove final from the method"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("mistakes")
	void isFoundAndSaysWhatToDo(String method, String problem, String remedy) {
		List<WrongUse> found = inspect(Wrong.class, true).stream()
			.filter((mistake) -> mistake.where().contains("Wrong." + method + "("))
			.toList();
		assertThat(found).hasSize(1);
		assertThat(found.get(0).where()).startsWith(Wrong.class.getName());
		assertThat(found.get(0).problem()).contains(problem);
		assertThat(found.get(0).remedy()).contains(remedy);
	}

	@Test
	void eachMistakeIsInTheTable() {
		assertThat(inspect(Wrong.class, true)).hasSize((int) mistakes().count())
			.hasSize(Arrays.stream(Wrong.class.getDeclaredMethods())
				.filter((each) -> !each.isSynthetic())
				.toList()
				.size());
	}

	@Test
	void rightUseIsNotAMistake() {
		assertThat(inspect(Right.class, true)).isEmpty();
	}

	@Test
	void finalClassIsReportedAndNotProxied() {
		assertThat(inspect(FinalClass.class, true)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.problem()).contains("the class is final"));
		AnnotatedMethodPointcut pointcut = new AnnotatedMethodPointcut(DistributedLock.class, true);
		assertThat(pointcut.getClassFilter().matches(FinalClass.class)).isFalse();
	}

	@Test
	void finalClassBehindItsInterfaceIsFine() {
		assertThat(inspect(FinalTask.class, false)).isEmpty();
		AnnotatedMethodPointcut pointcut = new AnnotatedMethodPointcut(DistributedLock.class, false);
		assertThat(pointcut.getClassFilter().matches(FinalTask.class)).isTrue();
	}

	@Test
	void methodThatIsNotOnTheInterfaceIsReportedWhereInterfacesAreProxied() {
		assertThat(inspect(HiddenTask.class, true)).isEmpty();
		assertThat(inspect(HiddenTask.class, false)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.problem()).contains("none of them has the method"));
	}

	@Test
	void jdkProxyAsABeanIsReadThroughItsInterfaces() {
		Object bean = new ProxyFactory(new FinalTask()).getProxy();
		assertThat(AnnotatedMethods.typesToSearch(bean.getClass())).contains(Task.class);
		assertThat(inspect(Task.class, true)).isEmpty();
	}

	@Test
	void inheritedMethodsAreRead() {
		assertThat(inspect(SubWrong.class, true)).extracting(WrongUse::where)
			.contains(SubWrong.class.getName() + ".isPrivate()", SubWrong.class.getName() + ".isStatic()");
	}

	@Test
	void missingLockManagerIsReported() {
		List<WrongUse> found = new ArrayList<>();
		LockInspection inspection = new LockInspection((text) -> text, new ProxyReach(true), () -> false);
		AnnotatedMethods.of(Task.class, DistributedLock.class)
			.forEach((method) -> inspection.inspect(Task.class, method, found::add));
		assertThat(found).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("there is no LockManager"));
	}

	private static List<WrongUse> inspect(Class<?> type, boolean classProxies) {
		List<WrongUse> found = new ArrayList<>();
		LockInspection inspection = new LockInspection(new MockEnvironment()::resolveRequiredPlaceholders,
				new ProxyReach(classProxies), () -> true);
		AnnotatedMethods.of(type, DistributedLock.class)
			.forEach((method) -> inspection.inspect(type, method, found::add));
		return found;
	}

	static class Wrong {

		@DistributedLock
		public void noName() {
		}

		@DistributedLock("  ")
		public void blankName() {
		}

		@DistributedLock("my orders")
		public void illegalName() {
		}

		@DistributedLock("#{order}")
		public void expressionInName() {
		}

		@DistributedLock("${absent}")
		public void unknownPlaceholder() {
		}

		@DistributedLock(name = "a", key = "#ordr.id")
		public void badKey(String order) {
		}

		@DistributedLock(name = "a", key = " ")
		public void blankKey(String order) {
		}

		@DistributedLock(name = "a", leaseTime = "soon")
		public void badLeaseTime() {
		}

		@DistributedLock(name = "a", leaseTime = "0s")
		public void zeroLeaseTime() {
		}

		@DistributedLock(name = "a", waitTime = "-1s")
		public void negativeWaitTime() {
		}

		@DistributedLock(name = "a", onContention = OnContention.SKIP)
		public int skipPrimitive() {
			return 0;
		}

		@DistributedLock("a")
		public Future<String> future() {
			return null;
		}

		@DistributedLock("a")
		public Flow.Publisher<String> publisher() {
			return null;
		}

		@DistributedLock("a")
		public OwnFuture ownFuture() {
			return null;
		}

		@SuppressWarnings("UnusedMethod")
		@DistributedLock("a")
		private void isPrivate() {
		}

		@DistributedLock("a")
		public static void isStatic() {
		}

		@DistributedLock("a")
		public final void isFinal() {
		}

	}

	static class SubWrong extends Wrong {

	}

	static class Right {

		@DistributedLock("a")
		public int primitive() {
			return 0;
		}

		@DistributedLock(name = "a", onContention = OnContention.SKIP)
		void packagePrivateVoid() {
		}

		@DistributedLock(name = "a", onContention = OnContention.SKIP, waitTime = "PT1S", leaseTime = "30s")
		protected Integer wrapper() {
			return 0;
		}

		@DistributedLock("a")
		public CompletableFuture<String> future() {
			return null;
		}

		@DistributedLock("${name:orders}")
		public void placeholder() {
		}

		@SuppressWarnings("UnusedMethod")
		private void notAnnotated() {
		}

	}

	static final class FinalClass {

		@DistributedLock("a")
		public void run() {
		}

	}

	interface Task {

		@DistributedLock("a")
		void run();

	}

	static final class FinalTask implements Task {

		@Override
		public void run() {
		}

	}

	static class HiddenTask implements Task {

		@Override
		public void run() {
		}

		@DistributedLock("b")
		public void hidden() {
		}

	}

	static class OwnFuture extends CompletableFuture<String> {

	}

}
