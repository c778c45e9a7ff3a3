package io.quorumlock.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LockEventLoopTests {

	@Test
	void repliesTimersAndTasksShareOneThread() {
		try (RedisServer server = RedisServer.start();
				NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			CompletableFuture<Thread> task = new CompletableFuture<>();
			CompletableFuture<Thread> timer = new CompletableFuture<>();
			CompletableFuture<Thread> reply = new CompletableFuture<>();
			fixture.loop.timers().execute(() -> {
				task.complete(Thread.currentThread());
				fixture.loop.timers().schedule(1000, () -> timer.complete(Thread.currentThread()));
				fixture.node.submit(List.of(), (batch) -> reply.complete(Thread.currentThread()));
			});
			Thread thread = task.orTimeout(10, TimeUnit.SECONDS).join();
			assertThat(thread.getName()).isEqualTo("lock-watchdog");
			assertThat(thread.isDaemon()).isTrue();
			assertThat(timer.orTimeout(10, TimeUnit.SECONDS).join()).isSameAs(thread);
			assertThat(reply.orTimeout(10, TimeUnit.SECONDS).join()).isSameAs(thread);
		}
	}

	@Test
	void repliesArriveWithoutAHop() {
		try (RedisServer server = RedisServer.start();
				NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			CompletableFuture<String> stack = new CompletableFuture<>();
			fixture.loop.timers()
				.execute(() -> fixture.node.submit(List.of(),
						(batch) -> stack.complete(StackWalker.getInstance()
							.walk((frames) -> frames.map(StackWalker.StackFrame::getClassName)
								.collect(Collectors.joining("\n"))))));
			assertThat(stack.orTimeout(10, TimeUnit.SECONDS).join())
				.contains("io.lettuce.core.protocol.CommandHandler");
		}
	}

	@Test
	void closeLeavesNoThread() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		long start;
		try (RedisServer server = RedisServer.start()) {
			NodeFixture fixture = new NodeFixture(server.uri()).connected();
			fixture.run();
			assertThat(threads()).anyMatch((thread) -> thread.getName().equals("lock-watchdog"));
			start = System.nanoTime();
			fixture.close();
			assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
		}
		assertThat(threads())
			.noneMatch((thread) -> !before.contains(thread) && thread.getName().equals("lock-watchdog"));
		Await.until("all threads of Lettuce and Netty are gone",
				() -> threads().stream()
					.filter((thread) -> !before.contains(thread))
					.noneMatch((thread) -> thread.getName().startsWith("lettuce") || thread.getName().startsWith("lock")
							|| thread.getName().startsWith("multiThreadIo") || thread.getName().startsWith("nio")));
	}

	@Test
	void closeWithoutUseAndTwiceIsFine() {
		LockEventLoop loop = new LockEventLoop();
		loop.close();
		loop.close();
	}

	@Test
	void nodeMayBeClosedAfterLoop() {
		try (RedisServer server = RedisServer.start()) {
			NodeFixture fixture = new NodeFixture(server.uri()).connected();
			fixture.client.shutdown(0, 1, TimeUnit.SECONDS);
			fixture.loop.close();
			fixture.node.close();
		}
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces().keySet();
	}

}
