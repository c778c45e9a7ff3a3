package io.quorumlock.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The connection: how it begins, how it ends, and what becomes of that which was on its
 * way.
 */
class LettuceLeaseNodeTests {

	private static final SessionId SESSION = new SessionId("0123456789abcdef0123456789abcdef");

	private static final Operation OPEN = new Operation.Open(SESSION, 60_000, "host", "ear");

	private static RedisServer server;

	@BeforeAll
	static void start() {
		server = RedisServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void empty() {
		if (!server.isRunning()) {
			server.restart();
		}
		server.flushAll();
	}

	private static Operation acquire(long lease, String name, long token) {
		return new Operation.Acquire(SESSION, lease, name, token, 1, false);
	}

	@Test
	void submitBeforeStartIsNotSent() {
		try (NodeFixture fixture = new NodeFixture(server.uri())) {
			assertThat(fixture.run(OPEN)).isEqualTo(new Batch.NotSent("not connected (not started)"));
			assertThat(fixture.node.connected()).isFalse();
		}
	}

	@Test
	void resultNeverComesFromWithinSubmit() {
		try (NodeFixture fixture = new NodeFixture(server.uri())) {
			assertThat(returnsBeforeResult(fixture)).isTrue();
			fixture.connected();
			assertThat(returnsBeforeResult(fixture)).isTrue();
			fixture.client.shutdown(0, 1, TimeUnit.SECONDS);
			assertThat(returnsBeforeResult(fixture)).isTrue();
		}
	}

	private static boolean returnsBeforeResult(NodeFixture fixture) {
		CompletableFuture<Boolean> returnedFirst = new CompletableFuture<>();
		fixture.loop.timers().execute(() -> {
			boolean[] returned = new boolean[1];
			fixture.node.submit(List.of(), (batch) -> returnedFirst.complete(returned[0]));
			returned[0] = true;
		});
		return returnedFirst.orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Test
	void serverThatIsDownAtStartIsTriedAgain() {
		server.kill();
		try (NodeFixture fixture = new NodeFixture(server.uri()); LogRecorder log = new LogRecorder()) {
			fixture.node.start();
			Await.until("the node gives up for now", () -> fixture.node.status().equals("connection refused"));
			assertThat(fixture.run(OPEN)).isEqualTo(new Batch.NotSent("not connected (connection refused)"));
			assertThat(fixture.node.problem())
				.contains(new NodeProblem(NodeProblem.Kind.UNREACHABLE, "connection refused"));
			server.restart();
			Await.until("the node is connected", fixture.node::connected);
			assertThat(fixture.answers(OPEN)).containsExactly(new Answer.Ok());
			assertThat(log.lines("io.quorumlock")).containsExactly(
					"WARN Node node-1 is not connected: connection refused; trying again",
					"INFO Node node-1 is connected");
		}
	}

	@Test
	void batchesInFlightAtKillAreUnansweredAndNeverRunAgain() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected(); LogRecorder log = new LogRecorder()) {
			fixture.run(OPEN);
			server.pause();
			List<CompletableFuture<Batch>> flying = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				flying.add(fixture.submit(OPEN, acquire(i, "n" + i, 5)));
			}
			fixture.submit().completeOnTimeout(new Batch.Unanswered(""), 50, TimeUnit.MILLISECONDS).join();
			assertThat(flying).noneMatch(CompletableFuture::isDone);
			server.kill();
			for (CompletableFuture<Batch> each : flying) {
				assertThat(each.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOfSatisfying(Batch.Unanswered.class,
						(batch) -> assertThat(batch.reason()).isNotBlank());
			}
			server.restart();
			Await.until("the node is connected again", fixture.node::connected);
			assertThat(fixture.answers(new Operation.Renew(SESSION, 1000))).containsExactly(new Answer.Gone());
			assertThat(server.execute("DBSIZE")).isEqualTo(":0");
			assertThat(log.lines("io.quorumlock")).hasSize(2);
		}
	}

	@Test
	void connectionsAreNumbered() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			fixture.run(OPEN);
			server.execute("CLIENT KILL TYPE normal SKIPME yes");
			Await.until("a new connection answers", () -> fixture.run(OPEN) instanceof Batch.Answered);
			assertThat(fixture.answers(acquire(1, "n", 5))).containsExactly(new Answer.Granted());
			assertThat(server.execute("GETRANGE lock:v1:session:" + SESSION.reveal() + " 0 1")).isEqualTo("$2");
		}
	}

	@Test
	void flushedScriptIsLoadedAgainForTheSameBatch() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			fixture.run(OPEN);
			for (int i = 0; i < 3; i++) {
				server.execute("SCRIPT FLUSH");
				assertThat(fixture.answers(acquire(i, "n" + i, 5))).containsExactly(new Answer.Granted());
			}
		}
	}

	@Test
	void flushedScriptDoesNotReorderBatches() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			fixture.run(OPEN);
			server.execute("SCRIPT FLUSH");
			server.pause();
			List<CompletableFuture<Batch>> flying = new ArrayList<>();
			CompletableFuture<Void> submitted = new CompletableFuture<>();
			fixture.loop.timers().execute(() -> {
				for (int i = 0; i < 3; i++) {
					CompletableFuture<Batch> result = new CompletableFuture<>();
					flying.add(result);
					fixture.node.submit(List.of(acquire(i, "n" + i, 5)), result::complete);
				}
				submitted.complete(null);
			});
			submitted.join();
			server.resume();
			flying.forEach((each) -> each.orTimeout(10, TimeUnit.SECONDS).join());
			assertThat(flying.get(0).join()).isInstanceOf(Batch.Unanswered.class);
			assertThat(flying.get(1).join()).isInstanceOf(Batch.Unanswered.class);
			assertThat(flying.get(2).join()).isInstanceOf(Batch.Answered.class);
			assertThat(fixture.answers(acquire(9, "n0", 5))).containsExactly(new Answer.Granted());
		}
	}

	@Test
	void manyBatchesAreInFlightAtOnceAndKeepTheirOrder() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			fixture.run(OPEN);
			server.pause();
			List<CompletableFuture<Batch>> flying = new ArrayList<>();
			for (int i = 1; i <= 1000; i++) {
				flying.add(fixture.submit(acquire(1, "n", i)));
			}
			server.resume();
			// Out of order, a lower token would be stale
			for (CompletableFuture<Batch> each : flying) {
				assertThat(each.orTimeout(10, TimeUnit.SECONDS).join())
					.isEqualTo(new Batch.Answered(List.of(new Answer.Granted())));
			}
		}
	}

	@Test
	void pausedServerAnswersLate() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			server.pause();
			CompletableFuture<Batch> result = fixture.submit(OPEN);
			assertThat(result.copy().completeOnTimeout(new Batch.Unanswered("yet"), 100, TimeUnit.MILLISECONDS).join())
				.isEqualTo(new Batch.Unanswered("yet"));
			assertThat(fixture.node.connected()).isTrue();
			server.resume();
			assertThat(result.orTimeout(10, TimeUnit.SECONDS).join())
				.isEqualTo(new Batch.Answered(List.of(new Answer.Ok())));
		}
	}

	@Test
	void silentConnectionIsCutAndReplaced() {
		RedisURI uri = RedisURI.create(server.uri());
		try (NodeFixture fixture = new NodeFixture(uri, NodeFixture.impatient()).connected()) {
			fixture.run(OPEN);
			server.pause();
			Batch batch = fixture.run(acquire(1, "n", 5));
			assertThat(batch).isInstanceOf(Batch.Unanswered.class);
			Await.until("connecting fails, too", () -> fixture.node.status().equals("no answer in time"));
			server.resume();
			Await.until("the node is connected again", fixture.node::connected);
			// What the server found in the old connection's buffer was run before this
			Batch after = fixture.run(new Operation.Release(SESSION, 1, "n"), acquire(2, "n", 6));
			assertThat(after).isEqualTo(new Batch.Answered(List.of(new Answer.Ok(), new Answer.Granted())));
		}
	}

	@Test
	void wrongPasswordIsToldWithoutThePassword() {
		try (RedisServer locked = RedisServer.start("--requirepass", "p1anted-right");
				LogRecorder log = new LogRecorder()) {
			RedisURI uri = RedisURI.builder()
				.withHost("127.0.0.1")
				.withPort(locked.port())
				.withPassword("p1anted-wrong".toCharArray())
				.build();
			try (NodeFixture fixture = new NodeFixture(uri, RedisNodeSettings.defaults())) {
				fixture.node.start();
				Await.until("the server refuses", () -> fixture.node.status().contains("WRONGPASS"));
				Batch batch = fixture.run(OPEN);
				assertThat(batch.toString()).contains("WRONGPASS").doesNotContain("p1anted");
				assertThat(fixture.node.toString()).doesNotContain("p1anted");
			}
			assertThat(log.lines("io.quorumlock")).singleElement().asString().contains("WRONGPASS");
			assertThat(log.lines("")).noneMatch((line) -> line.contains("p1anted"));
		}
	}

	@Test
	void credentialsAreSentOnTheThreadOnWhichTheConnectionEnds() {
		try (RedisServer locked = RedisServer.start("--requirepass", "p1anted-right")) {
			NotedCredentials wrong = new NotedCredentials("p1anted-wrong");
			RedisURI uri = RedisURI.builder()
				.withHost("127.0.0.1")
				.withPort(locked.port())
				.withAuthentication(() -> Mono.just(wrong))
				.build();
			try (NodeFixture fixture = new NodeFixture(uri, RedisNodeSettings.defaults())) {
				fixture.node.start();
				Await.until("the server refuses", () -> fixture.node.status().contains("WRONGPASS"));
				assertThat(wrong.threads).containsOnly("lock-watchdog");
			}
		}
	}

	@Test
	void credentialsThatDoNotComeAreNotWaitedForWithoutEnd() {
		RedisURI uri = RedisURI.create(server.uri());
		uri.setCredentialsProvider(Mono::never);
		try (NodeFixture fixture = new NodeFixture(uri, NodeFixture.impatient())) {
			fixture.node.start();
			Await.until("the node gives up for now",
					() -> fixture.node.status().equals("no credentials: the provider took too long"));
			assertThat(fixture.node.problem()).map(NodeProblem::kind).contains(NodeProblem.Kind.CREDENTIALS);
		}
	}

	@Test
	void missingPasswordIsTold() {
		try (RedisServer locked = RedisServer.start("--requirepass", "p1anted-right");
				NodeFixture fixture = new NodeFixture(locked.uri())) {
			fixture.node.start();
			Await.until("the server refuses", () -> fixture.node.status().contains("NOAUTH"));
			assertThat(fixture.node.problem()).map(NodeProblem::kind).contains(NodeProblem.Kind.CREDENTIALS);
		}
	}

	@Test
	void rightPasswordConnects() {
		try (RedisServer locked = RedisServer.start("--requirepass", "p1anted-right")) {
			RedisURI uri = RedisURI.builder()
				.withHost("127.0.0.1")
				.withPort(locked.port())
				.withPassword("p1anted-right".toCharArray())
				.build();
			try (NodeFixture fixture = new NodeFixture(uri, RedisNodeSettings.defaults()).connected()) {
				assertThat(fixture.answers(OPEN)).containsExactly(new Answer.Ok());
			}
		}
	}

	@Test
	void closedNodeAnswersNoMore() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			fixture.node.close();
			assertThat(fixture.node.connected()).isFalse();
			assertThat(fixture.run(OPEN)).isEqualTo(new Batch.NotSent("not connected (closed)"));
			fixture.node.start();
			assertThat(fixture.run(OPEN)).isEqualTo(new Batch.NotSent("not connected (closed)"));
		}
	}

	@Test
	void closeAnswersWhatIsInFlight() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			server.pause();
			CompletableFuture<Batch> result = fixture.submit(OPEN);
			fixture.submit().completeOnTimeout(new Batch.Unanswered(""), 20, TimeUnit.MILLISECONDS).join();
			fixture.node.close();
			assertThat(result.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Batch.Unanswered.class);
		}
		finally {
			server.resume();
		}
	}

	@Test
	void clientThatWouldReplayIsRefused() {
		assertRefused(ClientOptions.create(), "must not reconnect by itself");
		assertRefused(LettuceLeaseNode.clientOptions(ClientOptions.builder())
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS)
			.build(), "must reject commands while it is disconnected");
	}

	private static void assertRefused(ClientOptions options, String message) {
		RedisClient client = RedisClient.create(server.uri());
		client.setOptions(options);
		try (LockEventLoop loop = new LockEventLoop()) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new LettuceLeaseNode("node-1", client, RedisNodeSettings.defaults(),
						new RedisServers(), loop.timers()))
				.withMessageContaining("node-1")
				.withMessageContaining(message);
		}
		finally {
			client.shutdown(0, 1, TimeUnit.SECONDS);
		}
	}

	@Test
	void uriMustBeThatOfOneServer() {
		try (NodeFixture fixture = new NodeFixture(server.uri()); LockEventLoop loop = new LockEventLoop()) {
			assertThatIllegalArgumentException()
				.isThrownBy(
						() -> new LettuceLeaseNode("node-1", fixture.client, RedisURI.create("redis-sentinel://a,b#m"),
								RedisNodeSettings.defaults(), new RedisServers(), loop.timers()))
				.withMessageContaining("Redis server of its own");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new LettuceLeaseNode("node-1", fixture.client, new RedisURI(),
						RedisNodeSettings.defaults(), new RedisServers(), loop.timers()))
				.withMessageContaining("no host");
		}
	}

	@Test
	void noSessionIdIsShown() {
		try (NodeFixture fixture = new NodeFixture(server.uri()).connected(); LogRecorder log = new LogRecorder()) {
			fixture.run(OPEN, acquire(1, "n", 5));
			server.execute("SCRIPT FLUSH");
			fixture.run(acquire(1, "n", 6));
			server.kill();
			fixture.run(OPEN);
			assertThat(log.lines("io.quorumlock")).noneMatch((line) -> line.contains(SESSION.reveal()));
			assertThat(fixture.node.toString()).doesNotContain(SESSION.reveal());
		}
	}

	@Test
	void connectsOverTlsOnlyToWhatSpeaksIt() {
		RedisURI uri = RedisURI.builder().withHost("127.0.0.1").withPort(server.port()).withSsl(true).build();
		try (NodeFixture fixture = new NodeFixture(uri,
				RedisNodeSettings.defaults().withPatience(Duration.ofMillis(300), Duration.ofSeconds(5)))) {
			fixture.node.start();
			Await.until("a reason is given", () -> !fixture.node.status().equals("connecting"));
			assertThat(fixture.node.connected()).isFalse();
		}
	}

}
