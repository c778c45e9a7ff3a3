package io.quorumlock.sample.browser;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the control room, in a browser, on the running sample.
 */
@BrowserTest
class ControlRoomPageTests {

	private static final String NOBODY = "";

	@AutoClose
	private static RunningSample sample;

	@AutoClose("quit")
	private static ChromeDriver driver;

	private final Page page = new Page(driver, sample.url());

	// One for all of them, as the processes take longer to start than a test
	@BeforeAll
	static void start() throws Exception {
		sample = RunningSample.start();
		driver = Chromium.open();
		sample.awaitLeader();
	}

	@BeforeEach
	void open() {
		this.page.look(1280, 1000, false);
		this.page.open();
	}

	@AfterEach
	void nothingIsWrong() {
		assertThat(this.page.text("[data-verdict=exclusion]")).as(this.page.text("#journal"))
			.contains("no overlap")
			.contains("tokens rise");
		assertThat(this.page.complaints()).isEmpty();
	}

	@Test
	void showsWhoVotesLeadsAndHoldsAndFollowsWhatHappens() {
		assertThat(this.page.text("[data-verdict=quorum]")).contains("3 of 3 nodes vote");
		assertThat(this.page.text("[data-verdict=leader]")).contains(" lead");
		for (String instance : List.of("A", "B", "C")) {
			this.page.await("bars of " + instance,
					() -> !this.page.all("#timeline [data-instance=" + instance + "]").isEmpty());
		}
		long seen = leasesSeen();
		this.page.await("more leases", () -> leasesSeen() > seen + 10);
		this.page.await("wait times", () -> this.page.text("#durations").contains("half within"));
		this.page.await("a full timeline", Duration.ofSeconds(20),
				() -> this.page.all("#timeline .lease").size() > 150);
		this.page.screenshot("overview");
	}

	@Test
	void killedLeaderIsReplacedOnceItsLeaseIsOver() {
		String role = this.page.awaitValue("a role",
				() -> this.page.one("#instances .lead").getDomAttribute("data-role"));
		String before = leaderOf(role);
		this.page.click("#instances [data-instance=" + before + "] [data-action=kill]");
		this.page.await("another leader", () -> !List.of(before, NOBODY).contains(leaderOf(role)));
		String after = leaderOf(role);
		long killed = timeOf(before + " is killed");
		long granted = timeOf(after + " leads " + role);
		// A follower asks once a second while the lease of the dead leader bars it
		assertThat(granted - killed).isBetween(0L, RunningSample.LEASE_MILLIS + 1500);
		this.page.await("it is said aloud",
				() -> this.page.script("return announcer.textContent").toString().contains(after + " leads " + role));
		this.page.screenshot("leader-killed");
	}

	@Test
	void staleWriteOfAPausedInstanceIsRefusedByTheGuardedAccountsOnly() {
		int refused = refusals();
		this.page.click("#instances [data-instance=B] [data-action=pause]");
		this.page.await("the pause",
				() -> !this.page.all("#instances [data-instance=B][data-process=paused]").isEmpty());
		this.page.await("a refused write", Duration.ofSeconds(30), () -> refusals() > refused);
		assertThat(this.page.text("#refused li:first-child")).startsWith(this.page.text("#refused time"))
			.contains("B wanted");
		this.page.await("a wrong total",
				() -> "wrong".equals(this.page.one("#ledgers").getDomAttribute("data-unguarded")));
		assertThat(this.page.one("#ledgers").getDomAttribute("data-guarded")).isEqualTo("right");
		assertThat(this.page.text("[data-verdict=money]")).contains("guarded: right").contains("unguarded: wrong by");
		this.page.await("a mark in the timeline", () -> !this.page.all("#timeline .refusal").isEmpty());
		this.page.screenshot("stale-write-refused");
	}

	@Test
	void wipedNodeSitsOutAndVotesAgain() {
		this.page.click("#nodes [data-node=redis-2] [data-action=wipe]");
		this.page.await("the guard", () -> !this.page.all("#nodes [data-node=redis-2][data-state=guarded]").isEmpty());
		assertThat(this.page.text("#nodes [data-node=redis-2]")).contains("sits out for");
		assertThat(this.page.text("[data-verdict=quorum]")).contains("2 of 3 nodes vote");
		this.page.screenshot("node-wiped");
		this.page.await("the vote", () -> !this.page.all("#nodes [data-node=redis-2][data-state=voting]").isEmpty());
	}

	@Test
	void everythingCanBeDoneWithTheKeyboardAndIsNamed() {
		List<WebElement> buttons = this.page.all("#nodes button, #instances button");
		assertThat(buttons).hasSize(3 * 4 + 3 * 3);
		assertThat(buttons).extracting(WebElement::getAccessibleName)
			.doesNotHaveDuplicates()
			.contains("Stop redis-1", "Wipe redis-3", "Kill instance A", "Step down instance C");
		tabTo("Pause redis-3").sendKeys(Keys.ENTER);
		this.page.await("the pause", () -> !this.page.all("#nodes [data-node=redis-3][data-state=down]").isEmpty());
		WebElement resume = focused();
		assertThat(resume.getAccessibleName()).isEqualTo("Resume redis-3");
		assertThat(resume.getCssValue("outline-style")).isEqualTo("solid");
		resume.sendKeys(Keys.SPACE);
		this.page.await("the vote", () -> !this.page.all("#nodes [data-node=redis-3][data-state=voting]").isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "1280, false", "1280, true", "360, false", "360, true" })
	void everybodyCanUseItInAnyLightAndWidth(int width, boolean dark) {
		this.page.look(width, 780, dark);
		this.page.await("a timeline", () -> !this.page.all("#timeline .lease").isEmpty());
		this.page.click("#leases summary");
		this.page.await("the table", () -> !this.page.all("#leases td").isEmpty());
		assertThat(Accessibility.issues(this.page)).isEmpty();
		assertThat((long) this.page.script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
		this.page.click("#leases summary");
		this.page.screenshot(((width < 500) ? "narrow-" : "wide-") + ((dark) ? "dark" : "light"));
	}

	private WebElement tabTo(String name) {
		for (int i = 0; i < 60; i++) {
			focused().sendKeys(Keys.TAB);
			if (focused().getAccessibleName().equals(name)) {
				return focused();
			}
		}
		throw new AssertionError(name + " is not reached with the Tab key");
	}

	private WebElement focused() {
		return (WebElement) this.page.script("return document.activeElement");
	}

	private String leaderOf(String role) {
		return this.page.all("#instances [data-leads~=" + role + "]")
			.stream()
			.findFirst()
			.map((row) -> row.getDomAttribute("data-instance"))
			.orElse(NOBODY);
	}

	// The latest entry comes first
	private long timeOf(String entry) {
		return Long.parseLong(this.page.awaitValue(entry,
				() -> this.page.all("#journal li")
					.stream()
					.filter((item) -> item.getText().contains(entry))
					.findFirst()
					.map((item) -> item.getDomAttribute("data-time"))
					.orElse(null)));
	}

	private long leasesSeen() {
		return Long.parseLong(this.page.text("[data-verdict=exclusion] .detail").replaceAll("lease.*|\\D", ""));
	}

	private int refusals() {
		return this.page.all("#refused li[data-time]").size();
	}

}
