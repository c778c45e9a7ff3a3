package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.quorumlock.LeaseRequest;
import io.quorumlock.election.OnGrantedFailure;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.quorum.ClockDrift;
import io.quorumlock.quorum.GuardSettings;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.quorum.RetrySettings;
import io.quorumlock.redis.MembershipSettings;
import io.quorumlock.redis.NodeSetConflict;
import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockProperties}, {@link LockSettings} and {@link NodeUri}.
 */
class LockPropertiesTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();

	@Test
	void defaultsAreThoseOfTheEngine() {
		QuorumSettings settings = settings(3);
		QuorumSettings defaults = QuorumSettings.defaults("application", settings.instanceId(), 2);
		assertThat(settings).isEqualTo(defaults);
		assertThat(role("any")).isEqualTo(RoleSettings.defaults());
	}

	@Test
	void allValuesArriveAtTheEngine() {
		set("quorum", "4", "namespace", "shop", "instance-id", "shop-1", "lease-time", "20s", "wait-time", "2s",
				"max-hold", "1h", "node-timeout", "70ms", "min-node-timeout", "7ms", "clock-drift.ratio", "0.02",
				"clock-drift.fixed", "3ms", "retry.initial-interval", "11ms", "retry.multiplier", "3", "retry.jitter",
				"0.25", "retry.max-interval", "600ms");
		assertThat(settings(5)).isEqualTo(new QuorumSettings("shop", "shop-1", 4, Duration.ofSeconds(20),
				Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofMillis(70), Duration.ofMillis(7),
				new ClockDrift(0.02, Duration.ofMillis(3)),
				new RetrySettings(Duration.ofMillis(11), 3, 0.25, Duration.ofMillis(600)),
				GuardSettings.of(Duration.ofSeconds(20))));
	}

	@Test
	void roleHasItsOwnSettingsAndOtherwiseThoseOfAllRoles() {
		set("leader.lease-time", "9s", "leader.retry-interval", "300ms", "leader.drain-timeout", "0s",
				"leader.release-on-drain-timeout", "true", "leader.cooldown", "2s", "leader.stand-back", "60ms",
				"leader.priority", "-3", "leader.min-tenure", "1m", "leader.max-tenure", "1h", "leader.warm-up", "true",
				"leader.on-granted-failure", "step-down");
		RoleSettings all = new RoleSettings(Duration.ofSeconds(9), Duration.ofMillis(300), Duration.ZERO, true,
				Duration.ofSeconds(2), Duration.ofMillis(60), -3, Duration.ofMinutes(1), Duration.ofHours(1), true,
				OnGrantedFailure.STEP_DOWN);
		assertThat(role("reports")).isEqualTo(all);
		String reports = "leader.roles.reports.";
		set(reports + "lease-time", "8s", reports + "retry-interval", "200ms", reports + "drain-timeout", "3s",
				reports + "release-on-drain-timeout", "false", reports + "cooldown", "4s", reports + "stand-back",
				"70ms", reports + "priority", "5", reports + "min-tenure", "2m", reports + "max-tenure", "2h",
				reports + "warm-up", "false", reports + "on-granted-failure", "log");
		assertThat(role("reports")).isEqualTo(new RoleSettings(Duration.ofSeconds(8), Duration.ofMillis(200),
				Duration.ofSeconds(3), false, Duration.ofSeconds(4), Duration.ofMillis(70), 5, Duration.ofMinutes(2),
				Duration.ofHours(2), false, OnGrantedFailure.LOG));
		assertThat(role("other")).isEqualTo(all);
	}

	@Test
	void shortestNodeTimeoutFollowsFromTheLongest() {
		set("node-timeout", "300ms");
		assertThat(settings(1).minNodeTimeout()).isEqualTo(Duration.ofMillis(60));
	}

	@Test
	void restartGuardIsTheLongestLeaseTimeOfAll() {
		set("leader.roles.reports.lease-time", "2m");
		assertThat(settings(1).guard().duration()).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void otherInstancesAreToldWhatTheEngineUses() {
		assertThat(membership(3)).isEqualTo(
				new MembershipSettings("application", "shop-1", 2, Duration.ofMinutes(1), NodeSetConflict.REFUSE));
		set("quorum", "3", "namespace", "shop", "node-set-conflict", "warn", "leader.lease-time", "2m");
		assertThat(membership(4))
			.isEqualTo(new MembershipSettings("shop", "shop-1", 3, Duration.ofMinutes(3), NodeSetConflict.WARN));
		set("restart-guard", "4m");
		assertThat(membership(4).lifetime()).isEqualTo(Duration.ofMinutes(6));
		set("restart-guard", "0");
		assertThat(membership(4).lifetime()).isEqualTo(Duration.ofMinutes(3));
	}

	private MembershipSettings membership(int nodes) {
		set("instance-id", "shop-1");
		return new LockSettings(bind(), this.environment).membership(settings(nodes));
	}

	@Test
	void namespaceIsTheNameOfTheApplication() {
		this.environment.setProperty("spring.application.name", "shop");
		assertThat(settings(1).namespace()).isEqualTo("shop");
	}

	@Test
	void instanceIdIsTheHostAndSomethingRandom() {
		this.environment.setProperty("HOSTNAME", "shop_7f/x");
		assertThat(settings(1).instanceId()).matches("shop_7f-x-[0-9a-f]{8}").isNotEqualTo(settings(1).instanceId());
	}

	@Test
	void shortestLeaseTimeIsAcceptedByTheEngine() {
		set("lease-time", "304ms");
		assertThat(settings(1).leaseTime()).isEqualTo(Duration.ofMillis(304));
		assertThat(LeaseRequest.MAX_DURATION).isGreaterThan(QuorumSettings.MAX_LEASE_TIME);
	}

	@Test
	void nodeUris() {
		Map<String, Consumer<Node>> table = Map.of("redis://a", node("a", 6379, 0, null, null), "redis://a:7/2",
				node("a", 7, 2, null, null), "redis://p1anted@a", node("a", 6379, 0, null, "p1anted"),
				"redis://:p1anted@a/", node("a", 6379, 0, null, "p1anted"), "redis://user:p1anted%40c:t@10.0.0.1:7",
				node("10.0.0.1", 7, 0, "user", "p1anted@c:t"), " redis://[::1]:7 ", node("[::1]", 7, 0, null, null));
		table.forEach((uri, expected) -> expected.accept(parse(uri)));
		assertThat(parse("rediss://a").sslBundle()).isNotNull();
		assertThat(parse("redis://u:p1anted-secret@a")).hasToString("a:6379");
	}

	@Test
	void nodeWithoutCredentialsOrBundleHasThoseForAll() {
		SslBundle all = SslBundle.of(null);
		SslBundle own = SslBundle.of(null, SslBundleKey.of("own"));
		this.bundles.registerBundle("all", all);
		this.bundles.registerBundle("own", own);
		set("username", "u", "password", "p1anted-common", "ssl.bundle", "all");
		assertThat(parse("redis://a")).returns("u", Node::username).returns("p1anted-common", Node::password);
		assertThat(parse("redis://:p1anted-own@a")).returns(null, Node::username)
			.returns("p1anted-own", Node::password);
		assertThat(bundle("redis://a").getManagers()).isSameAs(all.getManagers());
		assertThat(bundle("rediss://a").getManagers()).isSameAs(all.getManagers());
		assertThat(bundle("redis://a?ssl-bundle=own").getManagers()).isSameAs(own.getManagers());
		this.bundles.updateBundle("own", all);
		assertThat(bundle("redis://a?ssl-bundle=own").getManagers()).isSameAs(all.getManagers());
	}

	@Test
	void oneRedisIsTakenFromSpringDataWithItsTls() {
		this.environment.setProperty("spring.data.redis.url", "rediss://u:p1anted@h");
		DataRedisLockConnectionDetails details = new DataRedisLockConnectionDetails(
				new org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails() {

					@Override
					public Standalone getStandalone() {
						return Standalone.of("h", -1, 4);
					}

				}, this.environment, false);
		Node node = details.getNodes().get(0);
		assertThat(node.name()).isEqualTo("h:6379");
		assertThat(node.database()).isEqualTo(4);
		assertThat(node.sslBundle()).isNotNull();
	}

	private static Consumer<Node> node(String host, int port, int database, String username, String password) {
		return (node) -> assertThat(node).isEqualTo(new Node(host, port, database, username, password, null));
	}

	private SslBundle bundle(String uri) {
		return Objects.requireNonNull(parse(uri).sslBundle());
	}

	private Node parse(String uri) {
		return NodeUri.parse("p", uri, new NodeDefaults(bind(), this.bundles));
	}

	private void set(String... namesAndValues) {
		for (int i = 0; i < namesAndValues.length; i += 2) {
			this.environment.setProperty("lock." + namesAndValues[i], namesAndValues[i + 1]);
		}
	}

	private QuorumSettings settings(int nodes) {
		return new LockSettings(bind(), this.environment).quorum(nodes);
	}

	private RoleSettings role(String role) {
		return new LockSettings(bind(), this.environment).role(role);
	}

	private LockProperties bind() {
		return Binder.get(this.environment).bindOrCreate("lock", LockProperties.class);
	}

}
