package io.quorumlock.sample.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quorumlock.sample.launcher.FreePorts;
import io.quorumlock.sample.launcher.LauncherProcess;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.util.FileSystemUtils;

/**
 * The sample as a user starts it, but for shorter leases, and a browser that shows its
 * page.
 */
final class RunningSample implements AutoCloseable {

	/** How long its leases last. */
	static final long LEASE_MILLIS = 3000;

	private final Path directory;

	private final LauncherProcess launcher;

	private final ChromeDriver driver;

	private final Page page;

	private RunningSample(Path directory, LauncherProcess launcher, ChromeDriver driver, Page page) {
		this.directory = directory;
		this.launcher = launcher;
		this.driver = driver;
		this.page = page;
	}

	static RunningSample start() {
		try {
			Path directory = Files.createTempDirectory("browser-tests");
			int port = FreePorts.inARow(4);
			LauncherProcess launcher = new LauncherProcess(directory, "--sample.http-port=" + port,
					"--sample.redis-port=" + FreePorts.inARow(3), "--lock.lease-time=" + LEASE_MILLIS + "ms");
			ChromeDriver driver = Chromium.find().orElseThrow().start();
			RunningSample sample = new RunningSample(directory, launcher, driver,
					new Page(driver, "http://localhost:" + port + "/"));
			launcher.awaitLine((line) -> line.contains(" leads "));
			return sample;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	Page page() {
		return this.page;
	}

	@Override
	public void close() throws IOException {
		this.driver.quit();
		this.launcher.close();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
