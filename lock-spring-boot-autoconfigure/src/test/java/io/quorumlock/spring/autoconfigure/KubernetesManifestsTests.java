package io.quorumlock.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@code src/kubernetes} as far as that goes without a cluster.
 */
class KubernetesManifestsTests {

	private final List<DeployedYaml> objects = DeployedYaml.documents("src/kubernetes/kustomization.yaml")
		.get(0)
		.texts("resources")
		.stream()
		.flatMap((file) -> DeployedYaml.documents("src/kubernetes/" + file).stream())
		.toList();

	@Test
	void namesAreUnique() {
		assertThat(this.objects.stream().map((each) -> each.text("kind") + "/" + each.text("metadata", "name")))
			.doesNotHaveDuplicates()
			.hasSize(12);
	}

	@Test
	void nodesAreThreeSetsOfOneThatDifferInNameOnly() {
		List<DeployedYaml> sets = objects("StatefulSet");
		assertThat(sets).hasSize(3).allSatisfy((set) -> {
			assertThat(set.text("spec", "replicas")).isEqualTo("1");
			assertThat(set.text("spec", "updateStrategy", "type")).isEqualTo("OnDelete");
			DeployedYaml service = object("Service", set.text("spec", "serviceName"));
			assertThat(service.text("metadata", "name")).isEqualTo(set.text("metadata", "name"));
			assertThat(service.text("spec", "clusterIP")).isEqualTo("None");
			assertThat(service.text("spec", "publishNotReadyAddresses")).isEqualTo("true");
			assertThat(podsOf(service.entries("spec", "selector"))).containsExactly(set);
			assertThat(podsOf(set.entries("spec", "selector", "matchLabels"))).containsExactly(set);
			assertThat(portNames(set)).contains(service.text("spec", "ports", "0", "targetPort"));
		});
		assertThat(sets.stream().map((set) -> set.value().toString().replace(set.text("metadata", "name"), "redis")))
			.containsOnly(sets.get(0).value().toString().replace("redis-1", "redis"));
	}

	@Test
	void twoNodesAreNeitherOnOneMachineNorDrainedAtOnce() {
		DeployedYaml budget = object("PodDisruptionBudget", "lock-node");
		assertThat(budget.text("spec", "maxUnavailable")).isEqualTo("1");
		assertThat(podsOf(budget.entries("spec", "selector", "matchLabels"))).isEqualTo(objects("StatefulSet"));
		assertThat(objects("StatefulSet")).allSatisfy((set) -> {
			DeployedYaml rule = set
				.list("spec", "template", "spec", "affinity", "podAntiAffinity",
						"requiredDuringSchedulingIgnoredDuringExecution")
				.get(0);
			assertThat(rule.text("topologyKey")).isEqualTo("kubernetes.io/hostname");
			assertThat(podsOf(rule.entries("labelSelector", "matchLabels"))).isEqualTo(objects("StatefulSet"));
		});
	}

	@Test
	void nodeIsReadyOnlyOnceItVotesAgain() {
		Duration guard = environment().properties().leaseTime();
		assertThat(objects("StatefulSet")).allSatisfy(
				(set) -> assertThat(Integer.parseInt(container(set).text("readinessProbe", "initialDelaySeconds")))
					.isGreaterThan((int) guard.toSeconds()));
	}

	@Test
	void configurationIsFitToVoteAndKeepsData(@TempDir Path directory) throws IOException {
		DeployedYaml data = object("ConfigMap", "lock-node").get("data");
		DeployedYaml container = container(objects("StatefulSet").get(0));
		assertThat(container.texts("args")).containsExactly("redis-server",
				container.text("volumeMounts", "1", "mountPath") + "/" + data.map().keySet().iterator().next());
		Path file = Files.writeString(directory.resolve("redis.conf"), data.text("redis.conf"));
		try (RedisServer server = RedisServer.start("--include", file.toString())) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
				.withPropertyValues("lock.startup-check=fail", "lock.node-timeout=1s", "lock.nodes=" + server.uri())
				.run((context) -> assertThat(context).hasNotFailed());
			RedisClient client = RedisClient.create(RedisURI.create(server.uri()));
			try {
				RedisCommands<String, String> commands = client.connect().sync();
				assertThat(commands.configGet("appendonly")).containsEntry("appendonly", "yes");
			}
			finally {
				client.shutdown();
			}
		}
	}

	@Test
	void applicationUsesTheNodesAndIsLetIn() {
		assertThat(environment().nodes()).containsExactlyElementsOf(
				objects("StatefulSet").stream().map((set) -> set.text("metadata", "name") + ":6379").toList());
		DeployedYaml policy = object("NetworkPolicy", "lock-node");
		assertThat(podsOf(policy.entries("spec", "podSelector", "matchLabels"))).isEqualTo(objects("StatefulSet"));
		assertThat(podsOf(policy.entries("spec", "ingress", "0", "from", "0", "podSelector", "matchLabels")))
			.containsExactly(deployment());
	}

	@Test
	void instanceIsKnownByTheNameOfItsPod() {
		assertThat(environment().properties().instanceId()).isEqualTo("metadata.name");
	}

	@Test
	void applicationCanBeReachedAndDrained() {
		DeployedYaml service = object("Service", "sample");
		assertThat(podsOf(service.entries("spec", "selector"))).containsExactly(deployment());
		assertThat(portNames(deployment())).contains(service.text("spec", "ports", "0", "targetPort"));
		assertThat(podsOf(object("PodDisruptionBudget", "sample").entries("spec", "selector", "matchLabels")))
			.containsExactly(deployment());
		assertThat(podsOf(deployment().entries("spec", "selector", "matchLabels"))).containsExactly(deployment());
	}

	@Test
	void probesAskForHealthGroupsThatThereAre() {
		List<DeployedYaml> probes = Stream.of("startupProbe", "livenessProbe", "readinessProbe")
			.map((probe) -> container(deployment()).get(probe, "httpGet"))
			.toList();
		new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withInitializer(new ServerPortInfoApplicationContextInitializer())
			.withUserConfiguration(Application.class)
			.withPropertyValues("server.port=0", "lock.enabled=false")
			.run((context) -> {
				AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				assertThat(probes).allSatisfy((probe) -> {
					assertThat(Requests.get(context, probe.text("path")).join().statusCode()).as(probe.text("path"))
						.isEqualTo(200);
					assertThat(portNames(deployment())).contains(probe.text("port"));
				});
			});
	}

	private DeployedYaml deployment() {
		return object("Deployment", "sample");
	}

	private DeployedEnvironment environment() {
		Map<String, String> variables = new LinkedHashMap<>();
		container(deployment()).list("env")
			.forEach((each) -> variables.put(each.text("name"), (each.get("value").value() != null) ? each.text("value")
					: each.text("valueFrom", "fieldRef", "fieldPath")));
		return new DeployedEnvironment(variables);
	}

	private List<DeployedYaml> objects(String kind) {
		return this.objects.stream().filter((each) -> each.text("kind").equals(kind)).toList();
	}

	private DeployedYaml object(String kind, String name) {
		return objects(kind).stream()
			.filter((each) -> each.text("metadata", "name").equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no " + kind + " " + name));
	}

	// What creates the pods that a selector selects
	private List<DeployedYaml> podsOf(Map<String, String> selector) {
		assertThat(selector).isNotEmpty();
		return this.objects.stream()
			.filter((each) -> each.entries("spec", "template", "metadata", "labels")
				.entrySet()
				.containsAll(selector.entrySet()))
			.toList();
	}

	private static DeployedYaml container(DeployedYaml workload) {
		return workload.get("spec", "template", "spec", "containers", "0");
	}

	private static List<String> portNames(DeployedYaml workload) {
		return container(workload).list("ports").stream().map((port) -> port.text("name")).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
