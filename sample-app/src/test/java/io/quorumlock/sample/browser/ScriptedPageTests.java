package io.quorumlock.sample.browser;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

	private final Page page;

	private String script;

	ScriptedPageTests(Page page) {
		this.page = page;
	}

	@BeforeEach
	void open() {
		this.page.look(1280, 1000, false);
		this.script = this.page.addScript(STREAM);
		this.page.load();
		this.page.await("the page", () -> Boolean.TRUE.equals(this.page.script("return streams.length > 0")));
		this.page.script("tell('history', []); tellState();");
	}

	@AfterEach
	void close() {
		this.page.removeScript(this.script);
		this.page.complaints();
	}

	@Test
	void overlapIsMarkedAndSaid() {
		this.page.script("lease('A-1', 'acquired', 5000, '7'); lease('B-1', 'acquired', 4500, '8');"
				+ "lease('A-1', 'released', 4000, '7'); lease('B-1', 'released', 3500, '8'); tellState();");
		this.page.await("the mark", () -> this.page.all("#timeline .overlap").size() == 1);
		assertThat(this.page.text("[data-verdict=exclusion]")).contains("1 overlap");
		assertThat(announced()).contains("Overlap on accounts alice: A and B");
		this.page.screenshot("overlap");
	}

	@Test
	void leasesThatFollowOneAnotherAreNoOverlap() {
		// As numbers these tokens would be the same
		this.page.script("lease('A-1', 'acquired', 5000, '9007199254740992'); lease('A-1', 'released', 4500, '0');"
				+ "lease('B-1', 'acquired', 4500, '9007199254740993'); lease('B-1', 'released', 3500, '0');"
				+ "tellState();");
		this.page.await("the bars", () -> this.page.all("#timeline .lease").size() == 2);
		assertThat(this.page.text("[data-verdict=exclusion]")).contains("no overlap")
			.contains("2 leases seen, tokens rise");
		assertThat(this.page.all("#timeline .overlap")).isEmpty();
	}

	@Test
	void leaseThatRanOutIsNotBelievedToBeHeldThoughItIsToldLate() {
		this.page.script("lease('A-1', 'acquired', 9000, '7'); lease('B-1', 'acquired', 5500, '8');"
				+ "lease('B-1', 'released', 5000, '8'); lease('A-1', 'lost', 2000, '7'); tellState();");
		this.page.await("the bars", () -> this.page.all("#timeline .lease").size() == 2);
		assertThat(this.page.text("[data-verdict=exclusion]")).contains("no overlap");
		assertThat(this.page.all("#timeline .rest-over")).hasSize(1);
	}

	@Test
	void leaderThatWasPausedBeforeThePageWasOpenedIsNoOverlap() {
		this.page.script("const leader = (instance, type, ago, term) => "
				+ "({ event: 'leader', time: start - ago, instance, role: 'reports', type, term });"
				+ "tell('history', [leader('A', 'granted', 9000, '7'), leader('B', 'granted', 5000, '8'),"
				+ "leader('A', 'revoked', 3000, '7'), leader('B', 'revoking', 2000, '8')]); tellState();");
		this.page.await("the bars", () -> this.page.all("#timeline .lease").size() == 2);
		assertThat(this.page.text("[data-verdict=exclusion]")).contains("no overlap");
	}

	@Test
	void tokenThatDoesNotRiseIsSaid() {
		this.page.script("lease('A-1', 'acquired', 5000, '9007199254740993'); lease('A-1', 'released', 4500, '0');"
				+ "lease('B-1', 'acquired', 4000, '9007199254740992'); lease('B-1', 'released', 3500, '0');"
				+ "tellState();");
		this.page.await("the verdict",
				() -> this.page.text("[data-verdict=exclusion]").contains("1 token did not rise"));
	}

	@Test
	void lostConnectionIsSaidAndAnotherIsOpened() {
		this.page.await("the connection", () -> this.page.text("#connection").equals("Live"));
		this.page.script("streams.at(-1).dispatchEvent(new Event('error'))");
		assertThat(this.page.text("#connection")).contains("Connection lost");
		this.page.await("another stream", () -> Boolean.TRUE.equals(this.page.script("return streams.length === 2")));
		this.page.script("tell('history', []); tellState();");
		assertThat(this.page.text("#connection")).isEqualTo("Live");
	}

	@Test
	void silenceIsALostConnection() {
		this.page.await("silence", () -> this.page.text("#connection").contains("Connection lost"));
		this.page.script("tellState();");
		assertThat(this.page.text("#connection")).isEqualTo("Live");
	}

	@Test
	void whatWasToldBeforeIsNotToldAgain() {
		String refusal = "{ time: start, instance: 'A', account: 'alice', token: '7', fence: '8', amount: 3 }";
		this.page
			.script("tell('refused', " + refusal + "); tell('history', [{ event: 'refused', ..." + refusal + " }]);");
		assertThat(this.page.all("#refused li[data-time]")).hasSize(1);
	}

	@Test
	void whatCannotBeDoneIsSaidAndTheFocusStays() {
		this.page.click("[data-instance=A] [data-action=step-down]");
		assertThat(this.page.text("#journal li:first-child"))
			.contains("Not done. Step down instance A: it does not lead");
		assertThat(this.page.script("return document.activeElement.dataset.action")).isEqualTo("step-down");
	}

	@Test
	void refusalOfTheControlRoomIsShown() {
		this.page.script(
				"window.fetch = async () => new Response(JSON.stringify({ message: 'too busy' }), { status: 409 })");
		this.page.click("[data-node=redis-1] [data-action=stop]");
		this.page.await("the reason",
				() -> this.page.text("#journal li:first-child").contains("Stop redis-1: too busy"));
	}

	@Test
	void markupInATextStaysText() {
		this.page.script("tell('note', { time: start, text: '<b>bold</b>' })");
		assertThat(this.page.text("#journal li:first-child")).contains("<b>bold</b>");
	}

	@Test
	void frozenTimelineStandsStill() {
		this.page.script("lease('A-1', 'acquired', 5000, '7'); tellState();");
		this.page.await("the bar", () -> this.page.all("#timeline .lease").size() == 1);
		this.page.click("#freeze");
		this.page.script("lease('B-1', 'acquired', 500, '8'); tellState();");
		Object moved = this.page.asyncScript("""
				const done = arguments[arguments.length - 1];
				const place = () => document.querySelector('#timeline g[transform]').getAttribute('transform');
				const before = place();
				setTimeout(() => done(place() !== before), 300);
				""");
		assertThat(moved).isEqualTo(false);
		assertThat(this.page.all("#timeline .lease")).hasSize(1);
		this.page.click("#freeze");
		this.page.await("what happened meanwhile", () -> this.page.all("#timeline .lease").size() == 2);
	}

	@Test
	void figuresOfDurationsAreRight() {
		Object figures = this.page.asyncScript("const done = arguments[arguments.length - 1];"
				+ "import('/durations.js').then(({ figures }) => done(figures([5, 1, 2, 4, 3])));");
		assertThat(figures).isEqualTo(Map.of("count", 5L, "median", 3L, "most", 5L, "longest", 5L));
	}

	private String announced() {
		return String.valueOf(this.page.script("return announcer.textContent"));
	}

}
