package io.quorumlock.spring.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what the structured logging of Spring Boot makes of the lines of an
 * application.
 */
class StructuredLogTests {

	@Test
	void lostLeaseIsAWarningWithFields() {
		try (RedisServer redis = RedisServer.start()) {
			runner(redis).run((context) -> {
				try (JsonLines log = new JsonLines(context.getEnvironment())) {
					assertThatExceptionOfType(LeaseLostException.class)
						.isThrownBy(() -> context.getBean(Orders.class).lose("42"));
					Map<String, Object> line = log.only("WARN");
					FencingToken token = context.getBean(Orders.class).token();
					assertThat(line).containsEntry("lock", "orders")
						.containsEntry("key", "42")
						.containsEntry("token", token.value())
						.containsEntry("instance", "shop-1")
						.containsEntry("cause", "forced");
					assertThat((String) line.get("message")).startsWith("Lost lock 'orders/42' with token " + token)
						.endsWith("it was taken away by an operator");
				}
			});
		}
	}

	@Test
	void contendedCallIsNoWarning() {
		try (RedisServer redis = RedisServer.start()) {
			runner(redis).run((context) -> {
				Orders orders = context.getBean(Orders.class);
				ExecutorService threads = Executors.newSingleThreadExecutor();
				try (JsonLines log = new JsonLines(context.getEnvironment())) {
					Future<?> holder = threads.submit(() -> orders.hold("42"));
					orders.awaitEntered();
					assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> orders.hold("42"));
					orders.leave();
					holder.get();
					assertThat(log.only("DEBUG")).containsEntry("lock", "orders")
						.containsEntry("key", "42")
						.containsEntry("outcome", "contended");
					assertThat(log.levels()).doesNotContain("WARN", "ERROR");
				}
				finally {
					threads.shutdown();
				}
			});
		}
	}

	@Test
	void nodeThatIsGoneIsOneWarningWithItsName() {
		try (RedisServer redis = RedisServer.start()) {
			runner(redis).run((context) -> {
				try (JsonLines log = new JsonLines(context.getEnvironment())) {
					redis.kill();
					hangUp(redis.port());
					redis.restart();
					Await.until("it is told", () -> log.levels().contains("INFO"));
					assertThat(log.only("INFO")).containsEntry("node", "127.0.0.1:" + redis.port());
					assertThat(log.only("WARN")).containsEntry("node", "127.0.0.1:" + redis.port());
					redis.kill();
					Await.until("it is told again", () -> Collections.frequency(log.levels(), "WARN") == 2);
				}
			});
		}
	}

	// Attempts to connect fail, one after the other
	private static void hangUp(int port) throws IOException {
		try (ServerSocket nobody = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			for (int i = 0; i < 3; i++) {
				nobody.accept().close();
			}
		}
	}

	private static ApplicationContextRunner runner(RedisServer redis) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, DataRedisAutoConfiguration.class,
					LockAutoConfiguration.class))
			.withPropertyValues("lock.nodes=" + redis.uri(), "lock.instance-id=shop-1", "lock.restart-guard=0")
			.withBean(Orders.class);
	}

	static class Orders {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch leave = new CountDownLatch(1);

		private final QuorumLockManager locks;

		private FencingToken token;

		Orders(QuorumLockManager locks) {
			this.locks = locks;
		}

		FencingToken token() {
			return this.token;
		}

		void awaitEntered() throws InterruptedException {
			this.entered.await();
		}

		void leave() {
			this.leave.countDown();
		}

		@DistributedLock(name = "orders", key = "#id")
		public void lose(String id) {
			this.token = Lease.current().fencingToken();
			this.locks.engine().monitor().forceRelease(Lease.current().lock(), this.token).toCompletableFuture().join();
		}

		@DistributedLock(name = "orders", key = "#id", waitTime = "0s")
		public void hold(String id) {
			this.entered.countDown();
			try {
				this.leave.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * All lines of this project while this is open, as Elastic Common Schema.
	 */
	private static final class JsonLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

		private final Logger logger = (Logger) LoggerFactory.getLogger("io.quorumlock");

		/** Silenced for the simulation. */
		private final Logger quorum = (Logger) LoggerFactory.getLogger("io.quorumlock.quorum");

		private final Level level = this.logger.getLevel();

		private final Level quorumLevel = this.quorum.getLevel();

		private final StructuredLogEncoder encoder = new StructuredLogEncoder();

		private final List<Map<String, Object>> lines = new CopyOnWriteArrayList<>();

		JsonLines(Environment environment) {
			LoggerContext context = this.logger.getLoggerContext();
			context.putObject(Environment.class.getName(), environment);
			this.encoder.setContext(context);
			this.encoder.setFormat("ecs");
			this.encoder.start();
			start();
			this.logger.setLevel(Level.DEBUG);
			this.quorum.setLevel(null);
			this.logger.addAppender(this);
		}

		@Override
		protected void append(ILoggingEvent event) {
			String line = new String(this.encoder.encode(event), StandardCharsets.UTF_8);
			this.lines.add(JsonParserFactory.getJsonParser().parseMap(line));
		}

		List<String> levels() {
			return this.lines.stream().map(JsonLines::level).toList();
		}

		Map<String, Object> only(String level) {
			List<Map<String, Object>> found = this.lines.stream().filter((line) -> level.equals(level(line))).toList();
			assertThat(found).hasSize(1);
			return found.get(0);
		}

		@SuppressWarnings("unchecked")
		private static String level(Map<String, Object> line) {
			return (String) ((Map<String, Object>) line.get("log")).get("level");
		}

		@Override
		public void close() {
			this.logger.detachAppender(this);
			this.logger.setLevel(this.level);
			this.quorum.setLevel(this.quorumLevel);
		}

	}

}
