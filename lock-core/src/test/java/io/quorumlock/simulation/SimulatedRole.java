package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

import io.quorumlock.Lease;
import io.quorumlock.LockName;
import io.quorumlock.election.CommandResult;
import io.quorumlock.election.ElectionAccess;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.election.LeadershipState;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.quorum.EngineAccess;
import org.jspecify.annotations.Nullable;

/**
 * What one client does in one role: works while it leads, listens to what it is told and
 * gives commands. Checks what it sees, and what nobody else may do meanwhile.
 */
final class SimulatedRole {

	private static final long MILLI = 1_000_000;

	private final String name;

	private final World world;

	private final SplittableRandom random;

	private final SimulatedProcess process;

	private final Oracle oracle;

	private final RoleSettings settings;

	private final SimulatedMailbox mailbox;

	/** All clients' parts in the role. */
	private final List<SimulatedRole> all;

	private final boolean exclusive;

	private final EventOrder order = new EventOrder();

	private final List<LeaderWork> work = new ArrayList<>();

	private @Nullable Leadership leadership;

	private LeadershipState state = LeadershipState.STANDBY;

	private @Nullable Lease lease;

	private List<HeldRecord> records = List.of();

	private long highestWhenAsked;

	private @Nullable LeadershipEvent listeningTo;

	private long openedTerm;

	private long openAt = -1;

	private long activeAt = -1;

	private long ticked;

	private boolean disobeyed;

	private boolean settled;

	/**
	 * A part that has not begun.
	 * @param name the role
	 * @param all all clients' parts in it, to which this one is added
	 * @param exclusive whether it is promised that at most one leads
	 */
	SimulatedRole(String name, World world, SimulatedProcess process, Oracle oracle, SimulatedMailbox mailbox,
			List<SimulatedRole> all, boolean exclusive) {
		this.name = name;
		this.world = world;
		this.random = world.random().split();
		this.process = process;
		this.oracle = oracle;
		this.mailbox = mailbox;
		this.settings = Campaigning.settings(this.random);
		this.all = all;
		this.exclusive = exclusive;
		all.add(this);
	}

	String name() {
		return this.name;
	}

	RoleSettings settings() {
		return this.settings;
	}

	SimulatedMailbox mailbox() {
		return this.mailbox;
	}

	SimulatedProcess process() {
		return this.process;
	}

	/** When this instance was last seen to lead; negative if never. */
	long openAt() {
		return this.openAt;
	}

	/** When it was last seen to lead or to try to. */
	long activeAt() {
		return this.activeAt;
	}

	void campaign(LeaderElection election) {
		Leadership campaigning = election.campaign(this.name);
		this.leadership = campaigning;
		act(campaigning);
	}

	/** From now on, no commands and no hold-ups of its own. */
	void settle() {
		this.settled = true;
		this.process.run(() -> Campaigning.RESUME.forEach(this::command));
	}

	private void act(Leadership campaigning) {
		this.process.schedule(this.random.nextLong(400 * MILLI), () -> {
			campaigning.enter().ifPresent(this::work);
			if (!this.settled) {
				if (this.random.nextInt(20) == 0) {
					command(Campaigning.command(this.random, campaigning, this.all));
				}
				act(campaigning);
			}
		});
	}

	private void command(LeadershipCommand command) {
		Leadership campaigning = Objects.requireNonNull(this.leadership);
		this.world.note(() -> "%s is told about %s: %s".formatted(this.process, this.name, command));
		campaigning.command(command).thenAccept((result) -> {
			this.disobeyed |= result == CommandResult.DONE && Campaigning.ends(command, this.process.toString())
					&& ElectionAccess.isOpen(campaigning, this.process.clock());
		});
		if (command instanceof LeadershipCommand.Pause pause) {
			this.process.schedule(this.random.nextLong(2000 * MILLI),
					() -> command(new LeadershipCommand.Resume(pause.reason())));
		}
	}

	private void work(Lease permit) {
		Lease current = Objects.requireNonNull(this.lease);
		LeaderWork begun = new LeaderWork(permit, current);
		this.work.add(begun);
		List<HeldRecord> written = this.records;
		long hold = Campaigning.holdNanos(this.random);
		this.process.schedule(this.random.nextLong(hold + 1), () -> {
			if (permit.isHeld()) {
				written
					.forEach((record) -> this.world.schedule(MILLI, () -> this.oracle.write(record, record.token())));
			}
		});
		this.process.schedule(hold, () -> {
			this.work.remove(begun);
			permit.close();
		});
	}

	void onEvent(LeadershipEvent event) {
		this.world.note(() -> "%s hears: %s".formatted(this.process, event));
		if (!this.mailbox.inTask()) {
			throw new Violation("E", "Told on the protocol's thread: " + event);
		}
		if (this.listeningTo != null) {
			throw new Violation("E", event + " is told before the listener has dealt with " + this.listeningTo);
		}
		this.order.next(event);
		if (event instanceof LeadershipRevoked revoked) {
			revoked(revoked);
		}
		event.isCurrent();
		if (!this.settled && this.random.nextInt(8) == 0) {
			long nanos = Campaigning.listenNanos(this.random);
			this.listeningTo = event;
			this.mailbox.take(nanos);
			this.process.schedule(nanos, () -> this.listeningTo = null);
		}
		if (this.random.nextInt(12) == 0) {
			throw new IllegalStateException("A listener fails now and then");
		}
	}

	private void revoked(LeadershipRevoked event) {
		boolean working = this.work.stream().anyMatch((each) -> each.term() == event.term());
		if (event.released() && working && !this.settings.releaseOnDrainTimeout()) {
			throw new Violation("I10", "Given back with work under way: " + event);
		}
	}

	/** Looks where things stand, after this process has done something. */
	void look() {
		if (this.leadership == null) {
			return;
		}
		LeadershipState now = ElectionAccess.state(this.leadership);
		Lease current = ElectionAccess.lease(this.leadership);
		long ticked = ElectionAccess.activeAt(this.leadership);
		if (ticked != this.ticked) {
			this.ticked = ticked;
			this.activeAt = this.world.now();
		}
		if (now == LeadershipState.ACQUIRING) {
			this.activeAt = this.world.now();
			if (this.state != LeadershipState.ACQUIRING) {
				this.highestWhenAsked = this.oracle.highestToken(fullName());
			}
		}
		this.state = now;
		follow(current);
		if (current != null && ElectionAccess.isOpen(this.leadership, this.process.clock())) {
			open(current.fencingToken().value());
		}
	}

	/** Shows the leases of the role to the oracle, like those of any lock. */
	private void follow(@Nullable Lease current) {
		Lease former = this.lease;
		if (former != null && !this.records.isEmpty() && EngineAccess.wasReleased(former)) {
			this.records.forEach(HeldRecord::release);
			this.records = List.of();
		}
		if (current != null && current != former) {
			this.lease = current;
			this.records = this.oracle.granted(current, this.process, this.highestWhenAsked);
		}
	}

	private void open(long term) {
		this.openAt = this.world.now();
		this.activeAt = this.openAt;
		if (!this.state.isLeading() || this.disobeyed) {
			throw new Violation("I10",
					this.process + " still leads " + this.name + " in term " + term + ", although it is " + this.state);
		}
		if (this.openedTerm != term) {
			opened(term);
		}
		if (this.exclusive) {
			for (SimulatedRole other : this.all) {
				if (other != this && other.isOpen()) {
					throw new Violation("I10",
							this.process + " and " + other.process + " lead " + this.name + " at once");
				}
			}
		}
	}

	private void opened(long term) {
		if (term < this.openedTerm) {
			throw new Violation("I10", "Term " + term + " comes after " + this.openedTerm);
		}
		this.openedTerm = term;
		boolean told = this.order.isGranted() && this.order.term() == term;
		boolean ready = this.settings.warmUp() ? told && this.listeningTo == null
				: told || !(this.order.isGranted() || this.listeningTo instanceof LeadershipRevoked);
		if (!ready) {
			throw new Violation("E", this.process + " leads " + this.name + " in term " + term
					+ " before the listeners are done with what was before");
		}
		for (SimulatedRole other : this.all) {
			if ((other.openedTerm == term && other != this) || other.hasOverlookedWork(term)) {
				throw new Violation("I10",
						"Term " + term + " of " + this.name + " overlaps with work of " + other.process);
			}
		}
	}

	private boolean isOpen() {
		return this.leadership != null && !this.process.isDead()
				&& ElectionAccess.isOpen(this.leadership, this.process.clock());
	}

	/** Whether work of an earlier term goes on that was not waited for. */
	private boolean hasOverlookedWork(long term) {
		return this.exclusive && this.process.isRunning()
				&& this.work.stream().anyMatch((each) -> each.term() < term && each.isOverlooked());
	}

	void checkEnd() {
		if (this.order.isGranted()) {
			throw new Violation("E",
					this.process + " was granted " + this.name + " in term " + this.order.term() + " for ever");
		}
	}

	private String fullName() {
		return EngineAccess.fullNames("sim", LockName.ofRole(this.name)).get(0);
	}

}
