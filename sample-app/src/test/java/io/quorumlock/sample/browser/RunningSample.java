package io.quorumlock.sample.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quorumlock.sample.launcher.FreePorts;
import io.quorumlock.sample.launcher.LauncherProcess;

import org.springframework.util.FileSystemUtils;

/**
 * The sample as a user starts it, but for shorter leases.
 */
final class RunningSample implements AutoCloseable {

	/** How long its leases last. */
	static final long LEASE_MILLIS = 3000;

	private final Path directory;

	private final LauncherProcess launcher;

	private final String url;

	private RunningSample(Path directory, LauncherProcess launcher, String url) {
		this.directory = directory;
		this.launcher = launcher;
		this.url = url;
	}

	static RunningSample start() throws IOException {
		Path directory = Files.createTempDirectory("browser-tests");
		int port = FreePorts.inARow(4);
		LauncherProcess launcher = new LauncherProcess(directory, "--sample.http-port=" + port,
				"--sample.redis-port=" + FreePorts.inARow(3), "--lock.lease-time=" + LEASE_MILLIS + "ms");
		return new RunningSample(directory, launcher, "http://localhost:" + port + "/");
	}

	void awaitLeader() throws InterruptedException {
		this.launcher.awaitLine((line) -> line.contains(" leader  leads "));
	}

	String url() {
		return this.url;
	}

	@Override
	public void close() throws IOException {
		this.launcher.close();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
