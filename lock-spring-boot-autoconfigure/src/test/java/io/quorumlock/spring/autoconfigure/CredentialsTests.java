package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.quorumlock.LockManager;
import io.quorumlock.NodeHealth;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.spring.autoconfigure.LockCredentialsProvider.Credentials;
import io.quorumlock.spring.fake.Warnings;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what is presented to nodes that know their users.
 */
class CredentialsTests {

	private RedisServer server;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.server = RedisServer.start("--user", "app", "on", ">p1anted-secret", "~*", "&*", "+@all");
		// As an administrator, who is not asked for a password
		this.server.execute("ACL SETUSER default -@all +acl +client +ping +auth +hello");
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
			.withPropertyValues("lock.node-timeout=1s", "lock.startup-check=none");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void nodesWithoutCredentialsHaveThoseForAll() {
		this.runner
			.withPropertyValues("lock.nodes=" + this.server.uri(), "lock.username=app", "lock.password=p1anted-secret")
			.run(CredentialsTests::votes);
	}

	@Test
	void credentialsOfTheUriOverrideThoseForAll() {
		this.runner
			.withPropertyValues("lock.nodes=redis://app:p1anted-secret@127.0.0.1:" + this.server.port(),
					"lock.username=other", "lock.password=p1anted-wrong")
			.run(CredentialsTests::votes);
	}

	@Test
	void providerIsAskedBeforeEachConnectionOnAThreadThatMayBlock() {
		List<String> threads = new CopyOnWriteArrayList<>();
		AtomicReference<String> password = new AtomicReference<>("p1anted-secret");
		LockCredentialsProvider provider = (node) -> {
			threads.add(Thread.currentThread().getName());
			assertThat(node.name()).isEqualTo("127.0.0.1:" + this.server.port());
			return new Credentials("app", password.get());
		};
		this.runner.withPropertyValues("lock.nodes=redis://app:p1anted-wrong@127.0.0.1:" + this.server.port())
			.withBean(LockCredentialsProvider.class, () -> provider)
			.run((context) -> {
				votes(context);
				this.server.execute("ACL SETUSER app resetpass >p1anted-next");
				this.server.execute("CLIENT KILL TYPE normal");
				Await.until("the old password is refused", () -> detail(context).contains("WRONGPASS"));
				password.set("p1anted-next");
				votes(context);
				assertThat(threads).allMatch((name) -> name.startsWith("lock-callback-")).hasSizeGreaterThan(2);
			});
	}

	@Test
	void providerMayLeaveItToTheConfiguration() {
		this.runner
			.withPropertyValues("lock.nodes=" + this.server.uri(), "lock.username=app", "lock.password=p1anted-secret")
			.withBean(LockCredentialsProvider.class, () -> (node) -> null)
			.run(CredentialsTests::votes);
	}

	@Test
	void providerThatFailsIsToldWithoutItsMessage() {
		AtomicBoolean fails = new AtomicBoolean(true);
		try (Warnings warnings = new Warnings(LettuceLeaseNode.class)) {
			this.runner.withPropertyValues("lock.nodes=" + this.server.uri())
				.withBean(LockCredentialsProvider.class, () -> (node) -> {
					if (fails.get()) {
						throw new IllegalStateException("the token is p1anted-secret");
					}
					return new Credentials("app", "p1anted-secret");
				})
				.run((context) -> {
					String reason = "no credentials: the provider failed with java.lang.IllegalStateException";
					Await.until("it is told", () -> detail(context).contains(reason));
					assertThat(detail(context)).doesNotContain("p1anted-secret");
					assertThat(warnings.messages()).singleElement()
						.asString()
						.contains(reason)
						.doesNotContain("p1anted-secret");
					fails.set(false);
					votes(context);
				});
		}
	}

	@Test
	void credentialsAreNotShown() {
		assertThat(new Credentials("app", "p1anted-secret")).hasToString("******");
		assertThatIllegalArgumentException().isThrownBy(() -> new Credentials("app", ""));
	}

	private static void votes(ApplicationContext context) {
		Await.until("the node votes", () -> health(context).voting());
	}

	private static String detail(ApplicationContext context) {
		return health(context).detail();
	}

	private static NodeHealth health(ApplicationContext context) {
		return context.getBean(LockManager.class).health().toCompletableFuture().join().nodes().get(0);
	}

}
