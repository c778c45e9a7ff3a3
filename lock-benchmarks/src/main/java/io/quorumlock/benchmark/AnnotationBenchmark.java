package io.quorumlock.benchmark;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the annotations add to a proxied call of an empty method, with one node in memory
 * that is asked on the calling thread: the advice and the engine, without any network.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnnotationBenchmark {

	private final ConfigurableApplicationContext context;

	private final AnnotatedCalls annotated;

	private final AnnotatedCalls proxied = proxy();

	/**
	 * Without observations.
	 */
	public AnnotationBenchmark() {
		this(Application.class);
	}

	AnnotationBenchmark(Class<?>... sources) {
		this.context = new SpringApplicationBuilder(sources).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.application.name=benchmark", "logging.level.root=warn")
			.run();
		this.annotated = this.context.getBean(AnnotatedCalls.class);
	}

	private static AnnotatedCalls proxy() {
		ProxyFactory factory = new ProxyFactory(new AnnotatedCalls());
		factory.setProxyTargetClass(true);
		MethodInterceptor nothing = MethodInvocation::proceed;
		factory.addAdvice(nothing);
		return (AnnotatedCalls) factory.getProxy();
	}

	/**
	 * Waits until it leads.
	 * @throws InterruptedException if interrupted
	 */
	@Setup
	public void lead() throws InterruptedException {
		if (!this.context.getBean(CountDownLatch.class).await(10, TimeUnit.SECONDS)) {
			throw new IllegalStateException("It does not lead");
		}
	}

	/**
	 * Closes the application.
	 */
	@TearDown
	public void close() {
		this.context.close();
	}

	/**
	 * Through a proxy with an advice that does nothing: the least that an annotation
	 * costs.
	 */
	@Benchmark
	public void plain() {
		this.proxied.plain();
	}

	/**
	 * With a lock that is acquired and released.
	 */
	@Benchmark
	public void distributedLock() {
		this.annotated.locked();
	}

	/**
	 * As the leader.
	 */
	@Benchmark
	public void leaderOnly() {
		this.annotated.leading();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, LockAutoConfiguration.class })
	static class Application {

		@Bean
		InlineTimers inlineTimers() {
			return new InlineTimers();
		}

		@Bean
		QuorumLockManager quorumLockManager(InlineTimers timers) {
			return new QuorumLockManager(List.of(new ConsentingNode("node", timers)),
					QuorumSettings.defaults("benchmark", "one", 1), Ticker.system(), timers, Entropy.system(),
					Runnable::run);
		}

		@Bean
		AnnotatedCalls annotatedCalls() {
			return new AnnotatedCalls();
		}

		@Bean
		CountDownLatch leads() {
			return new CountDownLatch(1);
		}

		@Bean
		ApplicationListener<PayloadApplicationEvent<LeadershipGranted>> granted(CountDownLatch leads) {
			return ApplicationListener.forPayload((LeadershipGranted event) -> leads.countDown());
		}

	}

}
