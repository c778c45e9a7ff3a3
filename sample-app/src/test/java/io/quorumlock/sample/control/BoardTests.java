package io.quorumlock.sample.control;

import java.util.List;

import io.quorumlock.sample.report.LeaseChangeType;
import io.quorumlock.sample.report.Report;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Board}.
 */
class BoardTests {

	private static final Ledgers.Books BOOKS = new Ledgers.Books(0, new Ledgers.Ledger(List.of()),
			new Ledgers.Ledger(List.of()));

	private static final NodeProcess NODE = new NodeProcess("redis-1", "127.0.0.1:1", ProcessState.RUNNING);

	private final Board board = new Board(List.of(new InstanceSlot("A", 8081), new InstanceSlot("B", 8082)), 2, 5000);

	@Test
	void leaseIsHeldFromItsGrantToItsRelease() {
		assertThat(tell("A", acquired(100))).hasSize(1);
		assertThat(state(150).held()).singleElement().satisfies((held) -> {
			assertThat(held.since()).isEqualTo(100);
			assertThat(held.until()).isEqualTo(5100);
		});
		assertThat(tell("A", ended(LeaseChangeType.RELEASED, 200))).hasSize(1);
		assertThat(state(250).held()).isEmpty();
	}

	@Test
	void leaseOfASilentInstanceEndsAtItsDeadlineAndOnce() {
		tell("A", acquired(100));
		tell("A", status(1000, List.of(new Report.Hold("A-1", 6000)), List.of()));
		assertThat(this.board.expire(5999)).isEmpty();
		assertThat(this.board.expire(6000)).singleElement()
			.isInstanceOfSatisfying(LiveEvent.LeaseNews.class, (news) -> {
				assertThat(news.data().type()).isEqualTo(LeaseChangeType.LOST);
				assertThat(news.data().time()).isEqualTo(6000);
				assertThat(news.data().heldMillis()).isEqualTo(5900);
			});
		assertThat(tell("A", ended(LeaseChangeType.LOST, 8100))).isEmpty();
	}

	@Test
	void leaseThatHasJustEndedIsNotTakenForLost() {
		tell("A", acquired(100));
		tell("A", status(200, List.of(new Report.Hold("A-1", 200)), List.of()));
		assertThat(this.board.expire(250)).isEmpty();
		assertThat(tell("A", ended(LeaseChangeType.RELEASED, 199))).hasSize(1);
	}

	@Test
	void lossThatIsToldLateIsShownAtTheDeadline() {
		tell("A", acquired(100));
		assertThat(tell("A", ended(LeaseChangeType.LOST, 8100))).singleElement()
			.isInstanceOfSatisfying(LiveEvent.LeaseNews.class,
					(news) -> assertThat(news.data().time()).isEqualTo(5100));
	}

	@Test
	void leasesOfAKilledInstanceEndWithIt() {
		this.board.started("A", 42);
		tell("A", acquired(100));
		assertThat(this.board.ended("B", 300)).isEmpty();
		assertThat(this.board.ended("A", 300)).singleElement()
			.isInstanceOfSatisfying(LiveEvent.LeaseNews.class, (news) -> assertThat(news.data().time()).isEqualTo(300));
		assertThat(this.board.expire(9000)).isEmpty();
	}

	@Test
	void pausedInstanceLeadsUntilItsTermIsOver() {
		this.board.started("A", 42);
		assertThat(instance(0, 100).process()).isEqualTo(ProcessState.STARTING);
		tell("A", status(1000, List.of(), List.of()));
		assertThat(instance(0, 1000).process()).isEqualTo(ProcessState.RUNNING);
		tell("A", new Report.Pause("alice", "bob"));
		assertThat(instance(0, 3000).process()).isEqualTo(ProcessState.PAUSED);
		assertThat(instance(0, 3000).leads()).singleElement()
			.satisfies((role) -> assertThat(role.remainingMillis()).isEqualTo(1000));
		assertThat(instance(0, 4000).leads()).isEmpty();
		this.board.resumed("A", 4000);
		assertThat(instance(0, 4000).process()).isEqualTo(ProcessState.RUNNING);
		this.board.ended("A", 4000);
		assertThat(instance(0, 4000).process()).isEqualTo(ProcessState.ENDED);
		assertThat(instance(0, 4000).pid()).isNull();
	}

	@Test
	void instanceThatTellsNothingIsSilent() {
		this.board.started("A", 42);
		assertThat(instance(0, 9000).process()).as("takes its time to start").isEqualTo(ProcessState.STARTING);
		tell("A", new Report.Status(1000, List.of(), List.of(), List.of(new Report.Wait("accounts", List.of("bob"), 1)),
				new Report.Transfers(1, 2, 3), List.of()));
		assertThat(instance(0, 2999).waiting()).isEqualTo(1);
		assertThat(instance(0, 3000).process()).isEqualTo(ProcessState.SILENT);
		assertThat(instance(0, 3000).waiting()).isZero();
		assertThat(state(3000).waiting()).isEmpty();
		tell("A", status(8000, List.of(), List.of()));
		assertThat(instance(0, 8000).process()).isEqualTo(ProcessState.RUNNING);
	}

	@Test
	void nodeIsGuardedIfOneInstanceSaysSo() {
		this.board.started("A", 42);
		this.board.started("B", 43);
		assertThat(node(0).state()).as("what nobody has asked yet").isEqualTo("unasked");
		tell("A", status(1000, List.of(), List.of(seen(true, true))));
		assertThat(node(1000).state()).isEqualTo("voting");
		assertThat(node(1000).latencyMicros()).isEqualTo(200);
		tell("B", status(1000, List.of(), List.of(seen(true, false))));
		tell("B", new Report.Rebirth(900, "127.0.0.1:1", 5000));
		assertThat(node(1000).state()).isEqualTo("guarded");
		assertThat(node(1000).guardRemainingMillis()).isEqualTo(4900);
		assertThat(node(9000).state()).as("what is said no longer").isEqualTo("unasked");
	}

	@Test
	void nodeWhoseProcessIsStoppedIsDown() {
		tell("A", status(1000, List.of(), List.of(seen(true, true))));
		NodeProcess stopped = new NodeProcess(NODE.name(), NODE.address(), ProcessState.STOPPED);
		assertThat(this.board.state(1000, List.of(stopped), BOOKS).nodes().get(0).state()).isEqualTo("down");
	}

	private List<LiveEvent> tell(String instance, Report report) {
		return this.board.apply(instance, report);
	}

	private LiveState state(long now) {
		return this.board.state(now, List.of(NODE), BOOKS);
	}

	private LiveState.Node node(long now) {
		return state(now).nodes().get(0);
	}

	private LiveState.Instance instance(int index, long now) {
		return state(now).instances().get(index);
	}

	private static Report.LeaseChange acquired(long time) {
		return new Report.LeaseChange("A-1", LeaseChangeType.ACQUIRED, time, "A", "accounts", List.of("alice"), "1", 3L,
				null, time + 5000);
	}

	private static Report.LeaseChange ended(LeaseChangeType type, long time) {
		return new Report.LeaseChange("A-1", type, time, "A", "accounts", List.of("alice"), "1", null, time - 100,
				null);
	}

	private static Report.Status status(long time, List<Report.Hold> holds, List<Report.Node> nodes) {
		return new Report.Status(time, List.of(new Report.Role("reports", "7", 3000)), holds, List.of(),
				new Report.Transfers(1, 2, 3), nodes);
	}

	private static Report.Node seen(boolean up, boolean voting) {
		return new Report.Node("127.0.0.1:1", up, voting, 200L, "");
	}

}
