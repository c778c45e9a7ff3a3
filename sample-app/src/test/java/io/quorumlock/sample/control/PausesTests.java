package io.quorumlock.sample.control;

import java.time.Duration;
import java.util.List;

import io.quorumlock.sample.instance.Commands;
import io.quorumlock.sample.report.Report;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link Pauses}.
 */
class PausesTests {

	private final Machinery machinery = mock(Machinery.class);

	private final InstanceSlots slots = new InstanceSlots(
			List.of(new InstanceSlot("A", 8081), new InstanceSlot("B", 8082), new InstanceSlot("C", 8083)));

	private final Board board = new Board(this.slots.slots(), 2, 5000);

	private final Pauses pauses = new Pauses(this.slots, this.machinery, this.board,
			new LiveNotes(new LiveFeed(new JsonMapper())), Duration.ofSeconds(5));

	@Test
	void pauseOutlivesTheLeaseUntilOthersHaveMovedMoneyAndAreHushed() {
		this.pauses.begun("A", new Report.Pause("alice", "bob"), 0);
		this.pauses.tick(100, ledger(1000, 1000, 1000));
		this.pauses.tick(7900, ledger(1010, 1000, 990));
		this.pauses.tick(8100, ledger(1020, 980, 1000));
		then(this.machinery).should(never()).tell(any(), any());
		this.pauses.tick(8200, ledger(1010, 1000, 990));
		then(this.machinery).should().tell("B", Commands.HUSH);
		then(this.machinery).should().tell("C", Commands.HUSH);
		this.pauses.tick(9100, ledger(1010, 1000, 990));
		then(this.machinery).shouldHaveNoMoreInteractions();
		this.pauses.tick(9200, ledger(1010, 1000, 990));
		then(this.machinery).should().tell("A", Commands.CONTINUE);
		this.pauses.tick(9300, ledger(1010, 1000, 990));
		then(this.machinery).shouldHaveNoMoreInteractions();
	}

	@Test
	void pauseGoesOnIfTheMoneyIsBackOnceOthersAreHushed() {
		this.pauses.begun("A", new Report.Pause("alice", "bob"), 0);
		this.pauses.tick(100, ledger(1000, 1000, 1000));
		this.pauses.tick(8200, ledger(1010, 1000, 990));
		this.pauses.tick(9200, ledger(1000, 1000, 1000));
		this.pauses.tick(9300, ledger(1000, 1000, 1000));
		then(this.machinery).should(never()).tell("A", Commands.CONTINUE);
		this.pauses.tick(9400, ledger(1010, 1000, 990));
		this.pauses.tick(10_400, ledger(1010, 1000, 990));
		then(this.machinery).should().tell("A", Commands.CONTINUE);
	}

	@Test
	void whoIsPausedAsWellIsNotHushedAsThatWouldWakeIt() {
		this.pauses.begun("A", new Report.Pause("alice", "bob"), 0);
		this.pauses.begun("B", new Report.Pause("bob", "carol"), 5000);
		this.pauses.tick(5100, ledger(1000, 1000, 1000));
		this.pauses.tick(8200, ledger(1010, 1000, 990));
		then(this.machinery).should().tell("C", Commands.HUSH);
		then(this.machinery).shouldHaveNoMoreInteractions();
	}

	@Test
	void pauseEndsEvenIfNobodyMovesMoney() {
		this.pauses.begun("A", new Report.Pause("alice", "bob"), 0);
		this.pauses.tick(100, ledger(1000, 1000, 1000));
		this.pauses.tick(20_100, ledger(1000, 1000, 1000));
		this.pauses.tick(21_100, ledger(1000, 1000, 1000));
		then(this.machinery).should().tell("A", Commands.CONTINUE);
	}

	@Test
	void instanceThatWasKilledIsNotToldToGoOn() {
		this.pauses.begun("A", new Report.Pause("alice", "bob"), 0);
		this.pauses.ended("A");
		this.pauses.tick(20_100, ledger(1, 2, 3));
		this.pauses.tick(20_200, ledger(1, 2, 3));
		then(this.machinery).shouldHaveNoInteractions();
	}

	private static Ledgers.Ledger ledger(long alice, long bob, long carol) {
		return new Ledgers.Ledger(List.of(new Ledgers.Account("alice", alice), new Ledgers.Account("bob", bob),
				new Ledgers.Account("carol", carol)));
	}

}
