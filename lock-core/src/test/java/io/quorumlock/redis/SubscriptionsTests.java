package io.quorumlock.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.lettuce.core.ClientListArgs;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.ProtocolVersion;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.FaultProxy;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connection on which a node listens: when it is there, and how it comes back.
 */
class SubscriptionsTests {

	private static RedisServer server;

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private int announcements;

	@BeforeAll
	static void start() {
		server = RedisServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void nobodyListensUnlessAskedTo() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			fixture.run();
			assertThat(listeners(server)).isEmpty();
		}
	}

	@Test
	void subscriptionMayComeBeforeTheConnection() {
		try (NodeFixture fixture = new NodeFixture(server.uri())) {
			subscribe(fixture);
			fixture.connected();
			awaitMessage(server);
			assertThat(listeners(server)).hasSize(1);
		}
	}

	@Test
	void messagesArriveOnTheProtocolsThread() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			List<String> threads = new CopyOnWriteArrayList<>();
			fixture.loop.timers().execute(() -> fixture.node.subscribe("c", (text) -> {
				threads.add(Thread.currentThread().getName());
				this.messages.add(text);
			}));
			awaitMessage(server);
			assertThat(threads).containsOnly("lock-watchdog");
		}
	}

	@Test
	void listenerThatFailsHearsTheNextMessageToo() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected(); LogRecorder log = new LogRecorder()) {
			fixture.loop.timers().execute(() -> fixture.node.subscribe("c", (text) -> {
				this.messages.add(text);
				throw new IllegalStateException("on purpose");
			}));
			awaitMessage(server);
			awaitMessage(server);
			assertThat(log.lines("io.quorumlock")).contains("ERROR A message of node node-1 could not be dealt with");
		}
	}

	@Test
	void closedNodeListensNoMore() {
		NodeFixture fixture = new NodeFixture(server.uri()).connected();
		subscribe(fixture);
		awaitMessage(server);
		fixture.close();
		Await.until("the connection is closed", () -> listeners(server).isEmpty());
	}

	@Test
	void subscriptionSurvivesACutConnectionInSilence() {
		try (FaultProxy proxy = FaultProxy.start(server.port());
				NodeFixture fixture = new NodeFixture("redis://127.0.0.1:" + proxy.port()).connected()) {
			subscribe(fixture);
			awaitMessage(server);
			proxy.reset();
			awaitMessage(server);
			Await.until("the node is connected again", fixture.node::connected);
			try (LogRecorder log = new LogRecorder()) {
				server.execute("CLIENT KILL TYPE pubsub");
				Await.until("it listens again", () -> listeners(server).size() == 1);
				awaitMessage(server);
				assertThat(fixture.node.status()).isEqualTo("connected");
				assertThat(log.lines("io.quorumlock")).isEmpty();
			}
			assertThat(listeners(server)).hasSize(1);
		}
	}

	@Test
	void subscriptionSurvivesARestartOfTheServer() {
		try (RedisServer mortal = RedisServer.start();
				NodeFixture fixture = new NodeFixture(mortal.uri()).connected()) {
			subscribe(fixture);
			awaitMessage(mortal);
			mortal.kill();
			Await.until("the node has noticed", () -> !fixture.node.connected());
			mortal.restart();
			awaitMessage(mortal);
			assertThat(listeners(mortal)).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource(ProtocolVersion.class)
	void silentConnectionIsReplaced(ProtocolVersion version) {
		try (NodeFixture fixture = new NodeFixture(RedisURI.create(server.uri()), NodeFixture.impatient())) {
			fixture.client
				.setOptions(LettuceLeaseNode.clientOptions(ClientOptions.builder().protocolVersion(version)).build());
			fixture.connected();
			subscribe(fixture);
			awaitMessage(server);
			List<String> before = listeners(server);
			// While it answers, it is kept
			Await.until("it was asked", () -> age(server) > 2);
			assertThat(listeners(server)).isEqualTo(before);
			server.pause();
			// Nobody but this connection itself could tell
			pass(NodeFixture.impatient().silence().multipliedBy(9));
			server.resume();
			awaitMessage(server);
			assertThat(listeners(server)).hasSize(1).doesNotContainAnyElementsOf(before);
		}
	}

	@Test
	void userWhoMayNotListenIsWarnedOnceAndVotesAreNotAffected() {
		server.execute("ACL SETUSER mute on >s3cret ~* +@all resetchannels");
		RedisURI uri = RedisURI.builder(RedisURI.create(server.uri())).withAuthentication("mute", "s3cret").build();
		try (LogRecorder log = new LogRecorder(); NodeFixture fixture = new NodeFixture(uri, NodeFixture.impatient())) {
			fixture.connected();
			subscribe(fixture);
			Await.until("it is warned about", () -> !warnings(log).isEmpty());
			pass(Duration.ofMillis(500));
			assertThat(warnings(log)).singleElement().asString().contains("node-1", "lock:v1:channel:*", "transfer");
			assertThat(log.lines("")).noneMatch((line) -> line.contains("s3cret"));
			assertThat(fixture.node.status()).isEqualTo("connected");
			List<Answer> answers = fixture.answers(new Operation.Announce("c", "1"), new Operation.Look("n"));
			assertThat(answers.get(0)).isInstanceOf(Answer.Failed.class);
			assertThat(answers.get(1)).isEqualTo(new Answer.Free(0));
		}
	}

	private static List<String> warnings(LogRecorder log) {
		return log.lines("io.quorumlock").stream().filter((line) -> line.startsWith("WARN")).toList();
	}

	private void subscribe(NodeFixture fixture) {
		fixture.loop.timers().execute(() -> fixture.node.subscribe("c", this.messages::add));
	}

	private void awaitMessage(RedisServer from) {
		// A message of before a disconnection may still arrive
		String text = "text-" + ++this.announcements;
		Await.until(text + " arrives", () -> {
			from.execute("PUBLISH lock:v1:channel:c " + text);
			return this.messages.contains(text);
		});
	}

	private static void pass(Duration duration) {
		long start = System.nanoTime();
		Await.until("time has passed", () -> System.nanoTime() - start > duration.toNanos());
	}

	private static List<String> listeners(RedisServer of) {
		return clients(of).map((line) -> line.split(" ", 2)[0]).toList();
	}

	private static long age(RedisServer of) {
		return clients(of).mapToLong((line) -> Long.parseLong(line.replaceAll(".* age=(\\d+) .*", "$1")))
			.max()
			.orElse(0);
	}

	private static Stream<String> clients(RedisServer of) {
		RedisClient client = RedisClient.create(of.uri());
		try {
			return client.connect().sync().clientList(ClientListArgs.Builder.typePubsub()).lines();
		}
		finally {
			client.shutdown(0, 1, TimeUnit.SECONDS);
		}
	}

}
