package io.quorumlock.spring.autoconfigure;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.quorumlock.LockManager;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.election.LeaderElection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@code lock.enabled=false}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LocksDisabledTests {

	@Test
	void annotatedMethodsOfAllStylesRunUnlockedAndOnEveryInstance() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
			.withPropertyValues("lock.enabled=false")
			.withBean(Jobs.class)
			.withBean(Flexible.class)
			.run((context) -> {
				Jobs jobs = context.getBean(Jobs.class);
				assertThat(AopUtils.isAopProxy(jobs)).isFalse();
				assertThat(jobs.plain()).isEqualTo("done");
				assertThat(jobs.stage()).isCompletedWithValue("done");
				assertThat(jobs.mono().block()).isEqualTo("done");
				assertThat(jobs.flux().collectList().block()).containsExactly("done");
				assertThat(jobs.leader()).isEqualTo("done");
				assertThat(context.getBean(Flexible.class).locks.getIfAvailable()).isNull();
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { NeedsLocks.class, NeedsElection.class })
	void beanThatNeedsWhatIsAbsentIsToldWhy(Class<?> needy, CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class, needy);
		assertThatThrownBy(() -> application.run("--lock.enabled=false", "--spring.main.web-application-type=none"))
			.isNotNull();
		String type = needy.getDeclaredConstructors()[0].getParameterTypes()[0].getSimpleName();
		assertThat(output).contains("A bean asks for a " + type + ", but there is none, as 'lock.enabled' is 'false'")
			.contains("Inject ObjectProvider<" + type + ">");
	}

	@Test
	void otherMissingBeansAreLeftToSpringBoot(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class, NeedsText.class);
		assertThatThrownBy(() -> application.run("--lock.enabled=false", "--spring.main.web-application-type=none"))
			.isNotNull();
		assertThat(output).contains("required a bean of type 'java.lang.StringBuilder'").doesNotContain("lock.enabled");
	}

	static class Jobs {

		@DistributedLock("job")
		public String plain() {
			return "done";
		}

		@DistributedLock("job")
		public CompletableFuture<String> stage() {
			return CompletableFuture.completedFuture("done");
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP)
		public Mono<String> mono() {
			return Mono.just("done");
		}

		@DistributedLock("job")
		public Flux<String> flux() {
			return Flux.just("done");
		}

		@LeaderOnly
		public String leader() {
			return "done";
		}

	}

	static class Flexible {

		private final ObjectProvider<LockManager> locks;

		Flexible(ObjectProvider<LockManager> locks) {
			this.locks = locks;
		}

	}

	static class NeedsLocks {

		NeedsLocks(LockManager locks) {
			Objects.requireNonNull(locks);
		}

	}

	static class NeedsElection {

		NeedsElection(LeaderElection election) {
			Objects.requireNonNull(election);
		}

	}

	static class NeedsText {

		NeedsText(StringBuilder text) {
			Objects.requireNonNull(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(LockAutoConfiguration.class)
	static class Application {

	}

}
