package io.quorumlock.sample.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quorumlock.sample.instance.Commands;
import io.quorumlock.sample.report.Report;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets paused instances go on, once their lease is over and others have moved money into
 * or out of the accounts that they hold in mind. Before that the others are hushed: who
 * had read the accounts already would else write over the damage, and now and then undo
 * it. So what the paused ones write is wrong for sure.
 */
@Component
class Pauses {

	private static final double LEASES = 1.6;

	private static final double LEASES_AT_MOST = 4;

	/** Until transfers that have begun are over. */
	private static final long HUSH_MILLIS = 1000;

	private final List<InstanceSlot> slots;

	private final Machinery machinery;

	private final Board board;

	private final LiveNotes notes;

	private final long leaseMillis;

	private final Map<String, Paused> paused = new ConcurrentHashMap<>();

	Pauses(InstanceSlots instances, Machinery machinery, Board board, LiveNotes notes,
			@Value("${lock.lease-time}") Duration leaseTime) {
		this.slots = instances.slots();
		this.machinery = machinery;
		this.board = board;
		this.notes = notes;
		this.leaseMillis = leaseTime.toMillis();
	}

	void begun(String instance, Report.Pause pause, long now) {
		this.paused.put(instance, new Paused(pause, now, null, null));
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
			else if (pause.hushed() == null || now - pause.hushed() >= HUSH_MILLIS) {
				decide(instance, pause, isOver(pause, now, unguarded), now);
			}
		});
	}

	private void decide(String instance, Paused pause, boolean over, long now) {
		if (!over) {
			this.paused.replace(instance, pause, pause.hushed(null));
		}
		else if (pause.hushed() == null) {
			if (this.paused.replace(instance, pause, pause.hushed(now))) {
				hushOthers(instance);
			}
		}
		else if (this.paused.remove(instance, pause)) {
			this.board.resumed(instance, now);
			this.machinery.tell(instance, Commands.CONTINUE);
			this.notes.say("%s goes on after %.1f s, and does not know that its lease is over".formatted(instance,
					(now - pause.since()) / 1000.0));
		}
	}

	// Not those that are paused as well, which any word would wake
	private void hushOthers(String instance) {
		this.slots.stream()
			.map(InstanceSlot::name)
			.filter((name) -> !name.equals(instance) && !this.paused.containsKey(name))
			.forEach((name) -> this.machinery.tell(name, Commands.HUSH));
	}

	private boolean isOver(Paused pause, long now, Ledgers.Ledger unguarded) {
		double leases = (double) (now - pause.since()) / this.leaseMillis;
		return leases > LEASES_AT_MOST || (leases > LEASES && !pause.sumOf(unguarded).equals(pause.sum()));
	}

	private record Paused(Report.Pause accounts, long since, @Nullable Long sum, @Nullable Long hushed) {

		private Long sumOf(Ledgers.Ledger ledger) {
			return ledger.of(this.accounts.from(), this.accounts.to());
		}

		private Paused with(Long newSum) {
			return new Paused(this.accounts, this.since, newSum, null);
		}

		private Paused hushed(@Nullable Long when) {
			return new Paused(this.accounts, this.since, this.sum, when);
		}

	}

}
