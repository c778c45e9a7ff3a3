package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisProcess} and its {@link Guard}.
 */
class RedisProcessTests {

	@TempDir
	private Path directory;

	@Test
	void closeEndsTheNodeAndItsGuard() throws Exception {
		try (RedisProcess redis = start(FreePorts.inARow(1))) {
			redis.awaitReady();
			ProcessHandle node = ProcessHandle.of(redis.pid()).orElseThrow();
			assertThat(redis.pid()).isNotEqualTo(redis.process().pid());
			closeNow(redis);
			node.onExit().get(10, TimeUnit.SECONDS);
			assertThat(redis.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void nodeEndsWithThePipeThatTheLauncherHeld() throws Exception {
		try (RedisProcess redis = start(FreePorts.inARow(1))) {
			redis.awaitReady();
			ProcessHandle node = ProcessHandle.of(redis.pid()).orElseThrow();
			redis.process().getOutputStream().close();
			node.onExit().get(10, TimeUnit.SECONDS);
			assertThat(redis.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void pausedNodeEndsWithThePipeThatTheLauncherHeld() throws Exception {
		try (RedisProcess redis = start(FreePorts.inARow(1))) {
			redis.awaitReady();
			ProcessHandle node = ProcessHandle.of(redis.pid()).orElseThrow();
			redis.tell(Guard.PAUSE);
			redis.process().getOutputStream().close();
			node.onExit().get(10, TimeUnit.SECONDS);
			assertThat(redis.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void nodeThatIsEndedByForceLeavesNoStackTrace() throws Exception {
		List<Throwable> uncaught = new CopyOnWriteArrayList<>();
		int port = FreePorts.inARow(1);
		Thread.setDefaultUncaughtExceptionHandler((thread, ex) -> uncaught.add(ex));
		try (RedisProcess redis = start(port)) {
			redis.awaitReady();
			Thread reader = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().equals("redis-" + port))
				.findFirst()
				.orElseThrow();
			redis.process().destroyForcibly();
			reader.join(10_000);
			assertThat(reader.isAlive()).isFalse();
			assertThat(uncaught).isEmpty();
		}
		finally {
			Thread.setDefaultUncaughtExceptionHandler(null);
		}
	}

	@Test
	void guardEndsWithTheNode() throws Exception {
		try (RedisProcess redis = start(FreePorts.inARow(1))) {
			redis.awaitReady();
			ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
			assertThat(redis.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void portThatWasTakenMeanwhileIsNamedWithThePropertyToChange() throws IOException {
		try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				RedisProcess redis = start(busy.getLocalPort())) {
			assertThatExceptionOfType(LaunchException.class).isThrownBy(redis::awaitReady)
				.withMessageContaining("Redis did not start on port " + busy.getLocalPort())
				.withMessageContaining("sample.redis-port")
				.withMessageContaining("in use");
		}
	}

	@SuppressWarnings("try")
	private static void closeNow(RedisProcess redis) {
		redis.close();
	}

	private RedisProcess start(int port) {
		return RedisProcess.start(RedisBinary.find(this.directory), this.directory, port);
	}

}
