package io.quorumlock.sample.control;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quorumlock.sample.instance.Commands;
import io.quorumlock.sample.report.Report;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets paused instances go on, once their lease is over and others have moved money into
 * or out of the accounts that they hold in mind: what they write then is wrong for sure.
 */
@Component
class Pauses {

	private static final double LEASES = 1.6;

	private static final double LEASES_AT_MOST = 4;

	private final Machinery machinery;

	private final Board board;

	private final LiveNotes notes;

	private final long leaseMillis;

	private final Map<String, Paused> paused = new ConcurrentHashMap<>();

	Pauses(Machinery machinery, Board board, LiveNotes notes, @Value("${lock.lease-time}") Duration leaseTime) {
		this.machinery = machinery;
		this.board = board;
		this.notes = notes;
		this.leaseMillis = leaseTime.toMillis();
	}

	void begun(String instance, Report.Pause pause, long now) {
		this.paused.put(instance, new Paused(pause, now, null));
		this.notes.say("%s is paused in the middle of a transfer from %s to %s, for %.1f s or a little longer"
			.formatted(instance, pause.from(), pause.to(), LEASES * this.leaseMillis / 1000));
	}

	void ended(String instance) {
		this.paused.remove(instance);
	}

	void tick(long now, Ledgers.Ledger unguarded) {
		this.paused.forEach((instance, pause) -> {
			if (pause.sum() == null) {
				// Nobody else can have written yet, as the lease has hardly begun
				this.paused.replace(instance, pause, pause.with(pause.sumOf(unguarded)));
			}
			else if (isOver(pause, now, unguarded) && this.paused.remove(instance, pause)) {
				this.board.resumed(instance, now);
				this.machinery.tell(instance, Commands.CONTINUE);
				this.notes.say("%s goes on after %.1f s, and does not know that its lease is over".formatted(instance,
						(now - pause.since()) / 1000.0));
			}
		});
	}

	private boolean isOver(Paused pause, long now, Ledgers.Ledger unguarded) {
		double leases = (double) (now - pause.since()) / this.leaseMillis;
		return leases > LEASES_AT_MOST || (leases > LEASES && !pause.sumOf(unguarded).equals(pause.sum()));
	}

	private record Paused(Report.Pause accounts, long since, @Nullable Long sum) {

		private Long sumOf(Ledgers.Ledger ledger) {
			return ledger.of(this.accounts.from(), this.accounts.to());
		}

		private Paused with(Long newSum) {
			return new Paused(this.accounts, this.since, newSum);
		}

	}

}
