package io.quorumlock.spring.aot;

import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.Lease;
import io.quorumlock.LockManager;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import io.quorumlock.spring.autoconfigure.LockHealthContributorAutoConfiguration;
import io.quorumlock.spring.health.LockHealthIndicator;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that are processed ahead of time.
 */
class AheadOfTimeTests {

	@Test
	@CompileWithForkedClassLoader
	void processedApplicationLocksAndLeads() {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			TestPropertyValues nodes = TestPropertyValues.of("lock.nodes=" + quorum.nodes(), "lock.node-timeout=1s");
			start(nodes, (context) -> {
				quorum.awaitVotes(context.getBean(LockManager.class));
				Jobs jobs = context.getBean(Jobs.class);
				assertThat(jobs.pay(new Order(42))).isEqualTo("orders/42");
				assertThat(jobs.pay()).isEqualTo("orders/pay");
				assertThat(jobs.report()).as("nobody leads yet").isNull();
				context.getBean(LeaderElection.class).campaign("reports");
				Await.until("it leads", () -> "report".equals(jobs.report()));
				assertThat(context.getBean(LockHealthIndicator.class).health().getDetails())
					.containsEntry("nodesVoting", 3);
			});
		}
	}

	@Test
	void scriptIsKept() {
		assertThat(RuntimeHintsPredicates.resource().forResource(LockRuntimeHints.SCRIPT)).accepts(process());
		assertThat(LockManager.class.getClassLoader().getResource(LockRuntimeHints.SCRIPT)).isNotNull();
	}

	@Test
	void annotationsAreKept() {
		RuntimeHints hints = process();
		for (Class<?> annotation : List.of(DistributedLock.class, LeaderOnly.class)) {
			assertThat(RuntimeHintsPredicates.proxies().forInterfaces(annotation)).accepts(hints);
			assertThat(RuntimeHintsPredicates.reflection().onType(annotation)).accepts(hints);
		}
	}

	@Test
	void annotatedMethodsAreKeptWithWhatKeysRead() throws Exception {
		RuntimeHints hints = process();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Jobs.class.getMethod("pay", Order.class)))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Jobs.class.getMethod("report")))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Order.class.getMethod("id"))).accepts(hints);
	}

	@Test
	void annotatedMethodsBehindInterfacesAreKept() throws Exception {
		RuntimeHints hints = process("spring.aop.proxy-target-class=false");
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(PaperReports.class.getMethod("write")))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(PaperReports.class.getMethod("file")))
			.accepts(hints);
	}

	@Test
	void fallbacksAndMethodsOfAnnotatedTypesAreKept() {
		TypeHint hint = process().reflection().getTypeHint(LeaderJobs.class);
		assertThat(hint).isNotNull();
		assertThat(hint.methods()).extracting(ExecutableHint::getName)
			.contains("write", "writeInstead", "order", "orderInstead")
			.doesNotContain("unrelated");
	}

	@Test
	void rootOfKeyExpressionsIsKept() throws Exception {
		Class<?> root = Class.forName(LockRuntimeHints.KEY_ROOT.getName());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(root.getMethod("getMethodName")))
			.accepts(process());
	}

	private static RuntimeHints process(String... properties) {
		TestGenerationContext generation = new TestGenerationContext();
		process(TestPropertyValues.of(properties).and("lock.nodes=redis://nowhere.invalid"), generation);
		return generation.getRuntimeHints();
	}

	private static ClassName process(TestPropertyValues properties, TestGenerationContext generation) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			properties.applyTo(context);
			context.register(Application.class);
			ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
			return initializer;
		}
	}

	private static void start(TestPropertyValues properties, Consumer<GenericApplicationContext> test) {
		TestGenerationContext generation = new TestGenerationContext();
		ClassName initializer = process(properties, generation);
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				properties.applyTo(context);
				initializer(compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()))
					.initialize(context);
				context.refresh();
				test.accept(context);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(
			ApplicationContextInitializer<?> generated) {
		return (ApplicationContextInitializer<GenericApplicationContext>) generated;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, DataRedisAutoConfiguration.class,
			LockAutoConfiguration.class, LockHealthContributorAutoConfiguration.class })
	static class Application {

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

		@Bean
		LeaderJobs leaderJobs() {
			return new LeaderJobs();
		}

		@Bean
		PaperReports reports() {
			return new PaperReports();
		}

	}

	static class Jobs {

		@DistributedLock(name = "orders", key = "#order.id")
		public String pay(Order order) {
			return Lease.current().lock().toString();
		}

		@DistributedLock(name = "orders", key = "#root.methodName")
		public String pay() {
			return Lease.current().lock().toString();
		}

		@LeaderOnly("reports")
		public String report() {
			return "report";
		}

	}

	@LeaderOnly(role = "reports", onFollower = OnFollower.THROW, fallbackMethod = "writeInstead")
	static class LeaderJobs {

		public void write() {
		}

		void writeInstead() {
		}

		@LeaderOnly("reports")
		@DistributedLock(name = "orders", fallbackMethod = "orderInstead")
		public void order() {
		}

		void orderInstead() {
		}

		void unrelated() {
		}

	}

	public interface Reports {

		void write();

		void file();

	}

	static class PaperReports implements Reports {

		@Override
		@LeaderOnly("reports")
		public void write() {
		}

		@Override
		@DistributedLock("shelf")
		public void file() {
		}

	}

	public record Order(long id) {

	}

}
