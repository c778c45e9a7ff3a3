package io.quorumlock.spring.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.NodeHealth;
import io.quorumlock.spring.fake.Warnings;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.FreePorts;
import io.quorumlock.testing.RedisBinary;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections to nodes that accept encrypted ones only.
 */
@EnabledIf(value = "serverKnowsTls", disabledReason = "The redis-server here was built without TLS")
class TlsTests {

	private static GeneratedCertificate right;

	private static GeneratedCertificate wrong;

	private static int port;

	private static RedisServer server;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DataRedisAutoConfiguration.class,
				LockAutoConfiguration.class))
		.withPropertyValues("lock.node-timeout=1s", "lock.startup-check=none", trust("right", right),
				trust("wrong", wrong));

	static boolean serverKnowsTls() {
		return RedisBinary.preferred().knowsTls();
	}

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		right = GeneratedCertificate.create(directory, "right", "ip:127.0.0.1");
		wrong = GeneratedCertificate.create(directory, "wrong", "ip:127.0.0.1");
		port = FreePorts.next();
		server = start(right, port, "--tls-auth-clients", "no");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void bundleForAllNodesEncrypts() {
		this.runner.withPropertyValues(node("redis", ""), "lock.ssl.bundle=right").run(TlsTests::locks);
	}

	@Test
	void bundleOfTheNodeOverridesTheOneForAll() {
		this.runner.withPropertyValues(node("redis", "?ssl-bundle=right"), "lock.ssl.bundle=wrong")
			.run(TlsTests::locks);
	}

	@Test
	void bundleOfSpringDataIsTaken() {
		this.runner
			.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port,
					"spring.data.redis.ssl.bundle=right")
			.run(TlsTests::locks);
	}

	@Test
	void certificateThatIsNotTrustedIsRefused() {
		this.runner.withPropertyValues(node("rediss", ""), "lock.ssl.bundle=wrong").run(TlsTests::refuses);
		this.runner.withPropertyValues(node("rediss", "")).run(TlsTests::refuses);
	}

	@Test
	void certificateIsNamedWhereTheApplicationMustNotStartWithoutNodes() {
		this.runner.withPropertyValues(node("rediss", ""), "lock.ssl.bundle=wrong", "lock.startup-check=fail")
			.run((context) -> {
				FailureAnalysis analysis = new UnusableNodesFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("TLS handshake failed");
				assertThat(analysis.getAction()).contains("trust store");
			});
	}

	@Test
	void certificateForAnotherHostIsRefused(@TempDir Path directory) throws Exception {
		GeneratedCertificate other = GeneratedCertificate.create(directory, "other", "dns:redis.example.org");
		int otherPort = FreePorts.next();
		try (RedisServer elsewhere = start(other, otherPort, "--tls-auth-clients", "no")) {
			assertThat(elsewhere.isRunning()).isTrue();
			this.runner
				.withPropertyValues("lock.nodes=rediss://127.0.0.1:" + otherPort + "?ssl-bundle=other",
						trust("other", other))
				.run(TlsTests::refuses);
		}
	}

	@Test
	void keyOfTheBundleIsPresentedToTheServer() throws Exception {
		int strictPort = FreePorts.next();
		try (RedisServer strict = start(right, strictPort, "--tls-auth-clients", "yes", "--tls-ca-cert-file",
				right.certificate().toString())) {
			assertThat(strict.isRunning()).isTrue();
			ApplicationContextRunner runner = this.runner
				.withPropertyValues("lock.nodes=rediss://127.0.0.1:" + strictPort);
			runner
				.withPropertyValues("lock.ssl.bundle=mutual", trust("mutual", right),
						"spring.ssl.bundle.pem.mutual.keystore.certificate=" + right.certificate().toUri(),
						"spring.ssl.bundle.pem.mutual.keystore.private-key=" + right.key().toUri())
				.run(TlsTests::locks);
			runner.withPropertyValues("lock.ssl.bundle=right")
				.run((context) -> assertThat(health(context).voting()).isFalse());
		}
	}

	@Test
	void updatedBundleIsUsedForNewConnections() {
		try (Warnings warnings = new Warnings(DefaultSslBundleRegistry.class)) {
			this.runner.withPropertyValues(node("rediss", ""), "lock.ssl.bundle=wrong").run((context) -> {
				refuses(context);
				context.getBean(SslBundleRegistry.class)
					.updateBundle("wrong", context.getBean(SslBundles.class).getBundle("right"));
				locks(context);
			});
			assertThat(warnings.messages()).as("that updates had no effect").isEmpty();
		}
	}

	@Test
	void updatedBundleOfSpringDataIsUsedForNewConnections() {
		this.runner
			.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port,
					"spring.data.redis.ssl.bundle=wrong")
			.run((context) -> {
				refuses(context);
				context.getBean(SslBundleRegistry.class)
					.updateBundle("wrong", context.getBean(SslBundles.class).getBundle("right"));
				locks(context);
			});
	}

	@Test
	void plainConnectionsAreNotAccepted() {
		this.runner.withPropertyValues(node("redis", ""))
			.run((context) -> assertThat(health(context).voting()).isFalse());
	}

	private static void locks(ApplicationContext context) throws InterruptedException {
		Await.until("the node votes", () -> health(context).voting());
		assertThat(context.getBean(LockManager.class).tryAcquire(LeaseRequest.of("job"))).isPresent();
	}

	private static void refuses(ApplicationContext context) {
		Await.until("the reason is told", () -> health(context).detail().contains("TLS handshake failed"));
		assertThat(health(context).voting()).isFalse();
	}

	private static NodeHealth health(ApplicationContext context) {
		return context.getBean(LockManager.class).health().toCompletableFuture().join().nodes().get(0);
	}

	private static RedisServer start(GeneratedCertificate certificate, int port, String... options) {
		List<String> all = new ArrayList<>(List.of("--tls-port", Integer.toString(port), "--tls-cert-file",
				certificate.certificate().toString(), "--tls-key-file", certificate.key().toString()));
		all.addAll(List.of(options));
		return RedisServer.start(all.toArray(String[]::new));
	}

	private static String node(String scheme, String parameters) {
		return "lock.nodes=" + scheme + "://127.0.0.1:" + port + parameters;
	}

	private static String trust(String bundle, GeneratedCertificate certificate) {
		return "spring.ssl.bundle.pem." + bundle + ".truststore.certificate=" + certificate.certificate().toUri();
	}

}
