package io.quorumlock.sample.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The browser of this machine and its driver, if both are installed. Nothing is
 * downloaded.
 *
 * @param browser the executable of the browser
 * @param driver the executable of its driver
 */
record Chromium(Path browser, Path driver) {

	static boolean isInstalled() {
		return find().isPresent();
	}

	static ChromeDriver open() {
		return find().orElseThrow().start();
	}

	private static Optional<Chromium> find() {
		return executable("chromium", "chromium-browser", "google-chrome")
			.flatMap((browser) -> executable("chromedriver").map((driver) -> new Chromium(browser, driver)));
	}

	private static Optional<Path> executable(String... names) {
		List<String> directories = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
		return Arrays.stream(names)
			.flatMap((name) -> directories.stream().map((directory) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private ChromeDriver start() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(this.browser.toFile());
		// No sandbox, as it does not start for root, and only this page is ever opened
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--hide-scrollbars", "--window-size=1280,1000");
		options.setCapability("goog:loggingPrefs", logs);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(this.driver.toFile())
			.withEnvironment(Map.copyOf(System.getenv()))
			.build();
		return new ChromeDriver(service, options);
	}

}
