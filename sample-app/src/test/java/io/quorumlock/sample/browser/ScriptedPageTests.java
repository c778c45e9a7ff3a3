package io.quorumlock.sample.browser;

import java.util.List;
import java.util.Map;

import io.quorumlock.sample.control.ControlRoom;
import io.quorumlock.sample.control.Machinery;
import io.quorumlock.sample.launcher.FreePorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * The page with events that a test makes up: what must never happen, or is hard to bring
 * about.
 */
@BrowserTest
class ScriptedPageTests {

	private static final String STREAM = """
			window.streams = [];
			window.EventSource = class extends EventTarget {
				constructor(url) { super(); this.url = url; window.streams.push(this); }
				close() { this.closed = true; }
				tell(type, data) { this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) })); }
			};
			window.tell = (type, data) => window.streams.at(-1).tell(type, data);
			window.start = Date.now();
			window.tellState = (change = {}) => window.tell('state', {
				time: Date.now(), leaseTimeMillis: 3000, quorum: 1,
				nodes: [{ name: 'redis-1', address: 'here', process: 'running', state: 'voting',
					guardRemainingMillis: null, latencyMicros: 100, detail: '' }],
				instances: ['A', 'B'].map((name) => ({ name, port: 1, pid: 1, process: 'running', leads: [], held: 0,
					waiting: 0, transfers: { done: 0, skipped: 0, lost: 0 } })),
				held: [], waiting: [],
				ledgers: { expected: 10,
					guarded: { total: 10, accounts: [{ id: 'alice', balance: 10 }] },
					unguarded: { total: 10, accounts: [{ id: 'alice', balance: 10 }] } }, ...change });
			window.lease = (id, type, ago, token, more = {}) => window.tell('lease', {
				id, type, time: window.start - ago, instance: id[0], lock: 'accounts', keys: ['alice'],
				token, waitedMillis: null, heldMillis: null,
				until: window.start - ago + 3000, ...more });
			""";

	@AutoClose
	private static ControlRoom room;

	@AutoClose("quit")
	private static ChromeDriver driver;

	private static Page page;

	@BeforeAll
	static void start() {
		int port = FreePorts.inARow(1);
		room = ControlRoom.open(mock(Machinery.class), List.of(), Map.of("server.port", Integer.toString(port)),
				List.of());
		driver = Chromium.open();
		page = new Page(driver, "http://localhost:" + port + "/");
		page.addScript(STREAM);
	}

	@BeforeEach
	void open() {
		page.look(1280, 1000, false);
		page.load();
		page.await("the page", () -> Boolean.TRUE.equals(page.script("return streams.length > 0")));
		page.script("tell('history', []); tellState();");
	}

	@Test
	void overlapIsMarkedAndSaid() {
		page.script("lease('A-1', 'acquired', 5000, '7'); lease('B-1', 'acquired', 4500, '8');"
				+ "lease('A-1', 'released', 4000, '7'); lease('B-1', 'released', 3500, '8'); tellState();");
		page.await("the mark", () -> page.all("#timeline .overlap").size() == 1);
		assertThat(page.text("[data-verdict=exclusion]")).contains("1 overlap");
		assertThat(announced()).contains("Overlap on accounts alice: A and B");
		page.screenshot("overlap");
	}

	@Test
	void leasesThatFollowOneAnotherAreNoOverlap() {
		// As numbers these tokens would be the same
		page.script("lease('A-1', 'acquired', 5000, '9007199254740992'); lease('A-1', 'released', 4500, '0');"
				+ "lease('B-1', 'acquired', 4500, '9007199254740993'); lease('B-1', 'released', 3500, '0');"
				+ "tellState();");
		page.await("the bars", () -> page.all("#timeline .lease").size() == 2);
		assertThat(page.text("[data-verdict=exclusion]")).contains("no overlap").contains("2 leases seen, tokens rise");
		assertThat(page.all("#timeline .overlap")).isEmpty();
	}

	@Test
	void leaseThatRanOutIsNotBelievedToBeHeldThoughItIsToldLate() {
		page.script("lease('A-1', 'acquired', 9000, '7'); lease('B-1', 'acquired', 5500, '8');"
				+ "lease('B-1', 'released', 5000, '8'); lease('A-1', 'lost', 2000, '7'); tellState();");
		page.await("the bars", () -> page.all("#timeline .lease").size() == 2);
		assertThat(page.text("[data-verdict=exclusion]")).contains("no overlap");
		assertThat(page.all("#timeline .rest-over")).hasSize(1);
	}

	@Test
	void leaderThatWasPausedBeforeThePageWasOpenedIsNoOverlap() {
		page.script("const leader = (instance, type, ago, term) => "
				+ "({ event: 'leader', time: start - ago, instance, role: 'reports', type, term });"
				+ "tell('history', [leader('A', 'granted', 9000, '7'), leader('B', 'granted', 5000, '8'),"
				+ "leader('A', 'revoked', 3000, '7'), leader('B', 'revoking', 2000, '8')]); tellState();");
		page.await("the bars", () -> page.all("#timeline .lease").size() == 2);
		assertThat(page.text("[data-verdict=exclusion]")).contains("no overlap");
	}

	@Test
	void tokenThatDoesNotRiseIsSaid() {
		page.script("lease('A-1', 'acquired', 5000, '9007199254740993'); lease('A-1', 'released', 4500, '0');"
				+ "lease('B-1', 'acquired', 4000, '9007199254740992'); lease('B-1', 'released', 3500, '0');"
				+ "tellState();");
		page.await("the verdict", () -> page.text("[data-verdict=exclusion]").contains("1 token did not rise"));
	}

	@Test
	void lostConnectionIsSaidAndAnotherIsOpened() {
		page.await("the connection", () -> page.text("#connection").equals("Live"));
		page.script("streams.at(-1).dispatchEvent(new Event('error'))");
		assertThat(page.text("#connection")).contains("Connection lost");
		page.await("another stream", () -> Boolean.TRUE.equals(page.script("return streams.length === 2")));
		page.script("tell('history', []); tellState();");
		assertThat(page.text("#connection")).isEqualTo("Live");
	}

	@Test
	void silenceIsALostConnection() {
		page.await("silence", () -> page.text("#connection").contains("Connection lost"));
		page.script("tellState();");
		assertThat(page.text("#connection")).isEqualTo("Live");
	}

	@Test
	void whatWasToldBeforeIsNotToldAgain() {
		String refusal = "{ time: start, instance: 'A', account: 'alice', token: '7', fence: '8', amount: 3 }";
		page.script("tell('refused', " + refusal + "); tell('history', [{ event: 'refused', ..." + refusal + " }]);");
		assertThat(page.all("#refused li[data-time]")).hasSize(1);
	}

	@Test
	void whatCannotBeDoneIsSaidAndTheFocusStays() {
		page.click("[data-instance=A] [data-action=step-down]");
		assertThat(page.text("#journal li:first-child")).contains("Not done. Step down instance A: it does not lead");
		assertThat(page.script("return document.activeElement.dataset.action")).isEqualTo("step-down");
	}

	@Test
	void refusalOfTheControlRoomIsShown() {
		page.script(
				"window.fetch = async () => new Response(JSON.stringify({ message: 'too busy' }), { status: 409 })");
		page.click("[data-node=redis-1] [data-action=stop]");
		page.await("the reason", () -> page.text("#journal li:first-child").contains("Stop redis-1: too busy"));
	}

	@Test
	void markupInATextStaysText() {
		page.script("tell('note', { time: start, text: '<b>bold</b>' })");
		assertThat(page.text("#journal li:first-child")).contains("<b>bold</b>");
	}

	@Test
	void frozenTimelineStandsStill() {
		page.script("lease('A-1', 'acquired', 5000, '7'); tellState();");
		page.await("the bar", () -> page.all("#timeline .lease").size() == 1);
		page.click("#freeze");
		page.script("lease('B-1', 'acquired', 500, '8'); tellState();");
		Object moved = page.asyncScript("""
				const done = arguments[arguments.length - 1];
				const place = () => document.querySelector('#timeline g[transform]').getAttribute('transform');
				const before = place();
				setTimeout(() => done(place() !== before), 300);
				""");
		assertThat(moved).isEqualTo(false);
		assertThat(page.all("#timeline .lease")).hasSize(1);
		page.click("#freeze");
		page.await("what happened meanwhile", () -> page.all("#timeline .lease").size() == 2);
	}

	@Test
	void figuresOfDurationsAreRight() {
		Object figures = page.asyncScript("const done = arguments[arguments.length - 1];"
				+ "import('/durations.js').then(({ figures }) => done(figures([5, 1, 2, 4, 3])));");
		assertThat(figures).isEqualTo(Map.of("count", 5L, "median", 3L, "most", 5L, "longest", 5L));
	}

	private String announced() {
		return String.valueOf(page.script("return announcer.textContent"));
	}

}
