package io.quorumlock.spring.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.annotation.OnUnavailable;
import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.quorum.NamePattern;
import io.quorumlock.spring.lock.DeclaredNames;
import io.quorumlock.spring.lock.LockDefinitionReader;
import io.quorumlock.spring.lock.LockInspection;
import io.quorumlock.spring.lock.LockInspection.LeaseTimes;
import io.quorumlock.spring.lock.LockTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for what is refused at startup.
 */
class WrongUseTests {

	private static final LockPolicy POLICY = new LockPolicy(Duration.ofHours(1), Duration.ofMinutes(1),
			List.of(new NamePattern("a"), new NamePattern("b"), new NamePattern("order*")), null);

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
				arguments("skipPrimitiveIfUnavailable", "return type is the primitive long", "onUnavailable = THROW"),
				arguments("cancelPlain", "onLost = CANCEL has nothing to cancel", "onLost = INTERRUPT"),
				arguments("interruptPublisher", "onLost = INTERRUPT has no thread", "onLost = CANCEL"),
				arguments("noFallback", "fallbackMethod = \"absent\" is not found", "with the same arguments"),
				arguments("fallbackOfOtherArguments", "fallbackMethod = \"number\" is not found", "in this class"),
				arguments("fallbackOfOtherResult", "fallbackMethod = \"text\" is not found", "with result Integer"),
				arguments("minOverMax", "the shortest hold, PT1M, is longer than the longest, PT10S", "Lower minHold"),
				arguments("shortLease", "its lease time cannot be used: too short", "lock.locks.a.lease-time"),
				arguments("forbiddenName", "lock.policy.names = [a, b, order*] does not allow to lock 'stock'",
						"add 'stock' to lock.policy.names"),
				arguments("longLease", "lock.policy.max-lease-time = PT1H does not allow a lease time of PT2H",
						"raise lock.policy.max-lease-time"),
				arguments("longWait", "lock.policy.max-wait-time = PT1M does not allow a wait time of PT2M",
						"raise lock.policy.max-wait-time"),
				arguments("overflowingLeaseTime", "leaseTime = \"99999999999999999d\" cannot be used",
						"such as \"30s\""),
				arguments("ownFuture", "it returns OwnFuture", "Return a CompletionStage"),
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
		found().assertEachIsIn(mistakes(), DistributedLock.class);
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
		LockInspection inspection = inspection(new ProxyReach(true), false);
		AnnotatedMethods.of(Task.class, DistributedLock.class)
			.forEach((method) -> inspection.inspect(Task.class, method, found::add));
		assertThat(found).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("there is no LockManager"));
	}

	private static FoundMistakes found() {
		return new FoundMistakes(Wrong.class, inspect(Wrong.class, true));
	}

	private static LockInspection inspection(ProxyReach proxies, boolean lockManager) {
		LockDefinitionReader reader = new LockDefinitionReader(new MockEnvironment()::resolveRequiredPlaceholders,
				() -> (name) -> LockTimes.UNSET, () -> new DeclaredNames(Set.of()));
		return new LockInspection(reader, proxies, new LeaseTimes() {

			@Override
			public boolean exist() {
				return lockManager;
			}

			@Override
			public void require(Duration leaseTime) {
				if (leaseTime.toMillis() < 100) {
					throw new IllegalArgumentException("too short");
				}
			}

		}, POLICY, Set.of());
	}

	private static List<WrongUse> inspect(Class<?> type, boolean classProxies) {
		List<WrongUse> found = new ArrayList<>();
		LockInspection inspection = inspection(new ProxyReach(classProxies), true);
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

		@DistributedLock(name = "a", onUnavailable = OnUnavailable.SKIP)
		public long skipPrimitiveIfUnavailable() {
			return 0;
		}

		@DistributedLock(name = "a", onLost = OnLost.CANCEL)
		public String cancelPlain() {
			return null;
		}

		@DistributedLock(name = "a", onLost = OnLost.INTERRUPT)
		public Mono<String> interruptPublisher() {
			return null;
		}

		@DistributedLock(name = "a", fallbackMethod = "absent")
		public void noFallback() {
		}

		@DistributedLock(name = "a", fallbackMethod = "number")
		public Integer fallbackOfOtherArguments(int given) {
			return 0;
		}

		@DistributedLock(name = "a", fallbackMethod = "text")
		public Integer fallbackOfOtherResult() {
			return 0;
		}

		@DistributedLock(name = "a", minHold = "60s", maxHold = "10s")
		public void minOverMax() {
		}

		@DistributedLock(name = "a", leaseTime = "1ms")
		public void shortLease() {
		}

		@DistributedLock(name = "a", leaseTime = "99999999999999999d")
		public void overflowingLeaseTime() {
		}

		@DistributedLock("stock")
		public void forbiddenName() {
		}

		@DistributedLock(name = "a", leaseTime = "2h")
		public void longLease() {
		}

		@DistributedLock(name = "a", waitTime = "2m")
		public void longWait() {
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

		Integer number(String given) {
			return 0;
		}

		String text() {
			return "";
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

		@DistributedLock(name = "a", onLost = OnLost.CANCEL, onUnavailable = OnUnavailable.SKIP)
		public Flux<String> publisher() {
			return null;
		}

		@DistributedLock(name = "a", fallbackMethod = "instead")
		public Number withFallback(String argument) {
			return 0;
		}

		// Found by its name and its parameters
		@SuppressWarnings({ "UnusedMethod", "UnusedVariable" })
		private Integer instead(String argument, LockNotAcquiredException ex) {
			return 0;
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
