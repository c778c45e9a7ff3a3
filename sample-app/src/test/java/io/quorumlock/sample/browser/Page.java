package io.quorumlock.sample.browser;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The page in the browser, as tests see it.
 */
final class Page {

	/** For what happens at once, on a machine that may be busy. */
	static final Duration SOON = Duration.ofSeconds(15);

	/** For an instance that is to start again. */
	static final Duration RESTART = Duration.ofSeconds(120);

	private final ChromeDriver driver;

	private final String url;

	Page(ChromeDriver driver, String url) {
		this.driver = driver;
		this.url = url;
	}

	/**
	 * Opens the page and waits until everything runs as it should.
	 */
	void open() {
		load();
		awaitCalm();
	}

	void load() {
		this.driver.get(this.url);
	}

	void awaitCalm() {
		await("all nodes vote", RESTART, () -> all("#nodes [data-state=voting]").size() == 3);
		await("all instances run", RESTART, () -> all("#instances [data-process=running]").size() == 3);
		await("somebody leads", RESTART, () -> !all("#instances .lead").isEmpty());
	}

	void look(int width, int height, boolean dark) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
				List.of(Map.of("name", "prefers-color-scheme", "value", (dark) ? "dark" : "light"))));
	}

	/**
	 * Runs a script in every page that is opened from now on, before any of its own.
	 * @param script the script
	 */
	void addScript(String script) {
		this.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
	}

	List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	WebElement one(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	String text(String selector) {
		return one(selector).getText();
	}

	void click(String selector) {
		one(selector).click();
	}

	Object script(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	Object asyncScript(String script, Object... arguments) {
		this.driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
		return this.driver.executeAsyncScript(script, arguments);
	}

	void await(String what, BooleanSupplier condition) {
		await(what, SOON, condition);
	}

	void await(String what, Duration atMost, BooleanSupplier condition) {
		new WebDriverWait(this.driver, atMost, Duration.ofMillis(100)).ignoring(StaleElementReferenceException.class)
			.withMessage(what)
			.until((ignored) -> condition.getAsBoolean());
	}

	<T> T awaitValue(String what, Supplier<@Nullable T> value) {
		return new WebDriverWait(this.driver, SOON, Duration.ofMillis(100))
			.ignoring(StaleElementReferenceException.class)
			.withMessage(what)
			.until((ignored) -> value.get());
	}

	/**
	 * What the browser complained of since this was last asked.
	 * @return its errors and warnings
	 */
	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
			.map(LogEntry::toString)
			.toList();
	}

	void screenshot(String name) {
		Screenshots.take(this.driver, name);
	}

}
