package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@code compose.yaml} as far as that goes without Docker.
 */
class ComposeFileTests {

	private final DeployedYaml file = DeployedYaml.documents("compose.yaml").get(0);

	@Test
	void springBootFindsTheNodesAndNothingElse() {
		List<String> nodes = nodes();
		assertThat(nodes).hasSize(3);
		this.file.map("services").forEach((name, service) -> {
			if (nodes.contains(name)) {
				assertThat(service.texts("ports")).as(name).containsExactly("127.0.0.1::6379");
				assertThat(service.texts("profiles")).as(name).isEmpty();
			}
			else {
				assertThat(service.text("labels", "org.springframework.boot.ignore")).as(name).isEqualTo("true");
				assertThat(service.texts("profiles")).as(name).containsExactly("instances");
			}
		});
	}

	@Test
	void nodesAreFitToVoteAndKeepADataFileEach() {
		List<String> command = this.file.texts("services", nodes().get(0), "command");
		assertThat(command).startsWith("redis-server")
			.containsSequence("--appendonly", "yes")
			.containsSequence("--maxmemory-policy", "noeviction");
		try (RedisServer server = RedisServer.start(command.subList(1, command.size()).toArray(String[]::new))) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
				.withPropertyValues("lock.startup-check=fail", "lock.node-timeout=1s", "lock.nodes=" + server.uri())
				.run((context) -> assertThat(context).hasNotFailed());
		}
		assertThat(nodes()).allSatisfy((node) -> {
			assertThat(this.file.texts("services", node, "command")).isEqualTo(command);
			assertThat(this.file.texts("services", node, "volumes")).containsExactly(node + ":/data");
			assertThat(this.file.map("volumes")).containsKey(node);
		});
	}

	@Test
	void instancesUseTheNodesAndHaveNamesOfTheirOwn() {
		List<String> instances = this.file.map("services")
			.keySet()
			.stream()
			.filter((name) -> !nodes().contains(name))
			.toList();
		assertThat(instances).hasSize(2).allSatisfy((name) -> {
			DeployedYaml instance = this.file.get("services", name);
			DeployedEnvironment environment = new DeployedEnvironment(instance.entries("environment"));
			assertThat(environment.nodes())
				.containsExactlyElementsOf(nodes().stream().map((node) -> node + ":6379").toList());
			assertThat(environment.properties().instanceId()).isEqualTo(name);
			assertThat(instance.map("depends_on")).containsOnlyKeys(nodes());
			nodes().forEach((node) -> assertThat(this.file.texts("services", node, "healthcheck", "test"))
				.containsExactly("CMD", "redis-cli", "ping"));
		});
	}

	private List<String> nodes() {
		return this.file.map("services")
			.entrySet()
			.stream()
			.filter(ComposeFileTests::isNode)
			.map(Entry::getKey)
			.toList();
	}

	private static boolean isNode(Map.Entry<String, DeployedYaml> service) {
		return LockNodeConnectionDetails.CONNECTION_NAME
			.equals(service.getValue().text("labels", "org.springframework.boot.service-connection"));
	}

}
