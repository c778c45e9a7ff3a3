package io.quorumlock.benchmark;

import java.util.concurrent.TimeUnit;

import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import io.quorumlock.test.autoconfigure.TestLocksAutoConfiguration;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the annotations add to a proxied call of an empty method, with one node in the
 * memory of the calling thread: the advice and the engine, without any network.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnnotationBenchmark {

	private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
		.web(WebApplicationType.NONE)
		.properties("spring.main.banner-mode=off", "spring.application.name=benchmark", "logging.level.root=warn")
		.run();

	private final AnnotatedCalls annotated = this.context.getBean(AnnotatedCalls.class);

	private final AnnotatedCalls proxied = proxy();

	private static AnnotatedCalls proxy() {
		ProxyFactory factory = new ProxyFactory(new AnnotatedCalls());
		factory.setProxyTargetClass(true);
		MethodInterceptor nothing = MethodInvocation::proceed;
		factory.addAdvice(nothing);
		return (AnnotatedCalls) factory.getProxy();
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
	@ImportAutoConfiguration({ AopAutoConfiguration.class, TestLocksAutoConfiguration.class,
			LockAutoConfiguration.class })
	static class Application {

		@Bean
		AnnotatedCalls annotatedCalls() {
			return new AnnotatedCalls();
		}

	}

}
