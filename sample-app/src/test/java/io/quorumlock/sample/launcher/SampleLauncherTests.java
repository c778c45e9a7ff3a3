package io.quorumlock.sample.launcher;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleLauncher}, on real processes.
 */
class SampleLauncherTests {

	private static final Pattern LEADS = Pattern.compile("([ABC]) │ .* leader +leads +term +(\\d+) .*");

	private static final Pattern WON = Pattern.compile("([ABC]) │ .* order +won +token (\\d+) .*");

	@TempDir
	private Path directory;

	private final String redisPort = "--sample.redis-port=" + FreePorts.inARow(3);

	private final String httpPort = "--sample.http-port=" + FreePorts.inARow(4);

	@Test
	void showsALeaderAndCompetingLocksAndEndsEverythingInGoodOrder() throws Exception {
		try (LauncherProcess launcher = new LauncherProcess(this.directory, this.redisPort, this.httpPort,
				"--sample.order-cron=* * * * * *")) {
			Matcher leader = LEADS.matcher(launcher.awaitLine((line) -> LEADS.matcher(line).matches()));
			assertThat(leader.matches()).isTrue();
			awaitLocksOfTwoInstances(launcher);
			List<ProcessHandle> processes = launcher.process().descendants().toList();
			assertThat(processes).filteredOn(SampleLauncherTests::isRedis).hasSize(3);
			// Not Process.destroy(), which would also close the pipe that is read here
			launcher.process().toHandle().destroy();
			assertThat(launcher.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertEnded(processes);
			assertThat(launcher.allLines()).anyMatch((line) -> line.matches("[ABC] │ .* leader +steps off .*"))
				.noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
		}
	}

	@Test
	void busyRedisPortIsSaidAndNothingIsStarted() throws Exception {
		try (ServerSocket busy = new ServerSocket(0);
				LauncherProcess launcher = new LauncherProcess(this.directory,
						"--sample.redis-port=" + (busy.getLocalPort() - 2), this.httpPort)) {
			launcher
				.awaitLine((line) -> line.contains("Port " + busy.getLocalPort() + ", wanted for Redis, is in use"));
			launcher.awaitLine((line) -> line.contains("--sample.redis-port="));
			assertThat(launcher.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(launcher.process().exitValue()).isEqualTo(1);
		}
	}

	@Test
	void busyHttpPortIsSaidAndNothingIsStarted() throws Exception {
		try (ServerSocket busy = new ServerSocket(0);
				LauncherProcess launcher = new LauncherProcess(this.directory, this.redisPort,
						"--sample.http-port=" + busy.getLocalPort())) {
			launcher.awaitLine((line) -> line.contains("Port " + busy.getLocalPort() + ", wanted for HTTP, is in use"));
			launcher.awaitLine((line) -> line.contains("--sample.http-port="));
			assertThat(launcher.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(launcher.process().exitValue()).isEqualTo(1);
		}
	}

	// Until a second instance won after, and with a higher token than, a first one
	private static void awaitLocksOfTwoInstances(LauncherProcess launcher) throws InterruptedException {
		List<Matcher> won = new ArrayList<>();
		launcher.awaitLine((line) -> {
			Matcher latest = WON.matcher(line);
			if (!latest.matches()) {
				return false;
			}
			assertThat(won).noneMatch((earlier) -> token(earlier) == token(latest));
			boolean rises = won.stream()
				.anyMatch((earlier) -> !earlier.group(1).equals(latest.group(1)) && token(earlier) < token(latest));
			won.add(latest);
			return rises;
		});
	}

	private static long token(Matcher line) {
		return Long.parseLong(line.group(2));
	}

	private static boolean isRedis(ProcessHandle process) {
		return process.info().command().orElse("").contains("redis-server");
	}

	private static void assertEnded(List<ProcessHandle> processes) throws Exception {
		assertThat(processes).isNotEmpty();
		CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
			.get(15, TimeUnit.SECONDS);
	}

}
