package io.quorumlock.election;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import org.jspecify.annotations.Nullable;

/**
 * This instance's part in one role: campaigns for it, again after each term, and knows
 * who leads. Decides on the protocol's thread; the gate and all that is shown are read by
 * any thread.
 */
final class Campaign implements Leadership {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final RoleContext context;

	private final Transitions transitions = new Transitions();

	private final LeaderWatch leaders;

	private final Rivals rivals;

	private final Candidacy candidacy;

	private final Orders orders;

	private final Succession succession;

	private final NoticeReader reader;

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private volatile @Nullable Tenure tenure;

	private final Pauses pauses = new Pauses();

	private volatile boolean started;

	private volatile boolean watching;

	private volatile boolean quiesced;

	private boolean stopping;

	private boolean ended;

	/**
	 * A campaign that has not started.
	 * @param context the role
	 * @param rolesLed how many roles this instance leads
	 */
	Campaign(RoleContext context, IntSupplier rolesLed) {
		this.context = context;
		this.leaders = new LeaderWatch(context);
		this.rivals = new Rivals(context, this::isAvailable);
		this.candidacy = new Candidacy(context, this.transitions, this.leaders, this::isCampaigning,
				() -> this.rivals.standBackNanos(rolesLed.getAsInt()), this::won);
		this.orders = new Orders(context, this.leaders, this.rivals, () -> this.tenure);
		this.succession = new Succession(context, this.rivals, () -> this.tenure);
		this.reader = new NoticeReader(context.self(), this.leaders, this.rivals, this.candidacy, this.succession,
				this.orders, () -> this.tenure == null);
	}

	@Override
	public String role() {
		return this.context.role();
	}

	@Override
	public boolean isLeader() {
		Tenure current = this.tenure;
		return current != null && current.term().isOpen();
	}

	@Override
	public Optional<FencingToken> term() {
		Tenure current = this.tenure;
		return (current != null && current.term().isOpen()) ? Optional.of(current.term().lease().fencingToken())
				: Optional.empty();
	}

	@Override
	public Optional<Lease> enter() {
		Tenure current = this.tenure;
		return (current != null) ? Optional.ofNullable(current.term().enter()) : Optional.empty();
	}

	@Override
	public Optional<Leader> leader() {
		if (!this.watching) {
			this.watching = true;
			this.context.later(this.candidacy::watch);
		}
		return this.leaders.leader();
	}

	@Override
	public RoleStatus status() {
		Tenure current = this.tenure;
		Term term = (current != null) ? current.term() : null;
		Duration trust = (term != null && term.isOpen()) ? term.lease().remaining() : Duration.ZERO;
		return new RoleStatus(role(), this.transitions.state(), this.started && this.candidacy.isAlive(),
				this.pauses.reasons(), leader().orElse(null), trust, (term != null) ? term.inFlight() : 0,
				this.rivals.all(), this.transitions.recent(), this.context.mailbox().busy());
	}

	@Override
	public CompletionStage<CommandResult> command(LeadershipCommand command) {
		CompletableFuture<CommandResult> result = new CompletableFuture<>();
		boolean accepted = this.context.later(() -> {
			CommandResult outcome = this.quiesced ? CommandResult.NOT_CAMPAIGNING : carryOut(command);
			this.context.complete(() -> result.complete(outcome));
		});
		if (!accepted) {
			result.complete(CommandResult.NOT_CAMPAIGNING);
		}
		return result.minimalCompletionStage();
	}

	/**
	 * The term that this instance holds a lease for, {@code null} if there is none.
	 */
	@Nullable Term currentTerm() {
		Tenure current = this.tenure;
		return (current != null) ? current.term() : null;
	}

	Candidacy candidacy() {
		return this.candidacy;
	}

	LeadershipState state() {
		return this.transitions.state();
	}

	void start() {
		this.context.later(() -> {
			if (!this.started && !this.quiesced) {
				this.started = true;
				this.watching = true;
				this.context.board().listen();
				this.rivals.stand();
				this.candidacy.start();
			}
		});
	}

	/**
	 * Closes the gate, and begins no new term.
	 */
	void quiesce() {
		this.context.later(this::close);
	}

	private void close() {
		if (!this.quiesced) {
			this.quiesced = true;
			this.candidacy.cancel("shutdown");
			if (this.started) {
				this.rivals.withdraw();
			}
			if (this.tenure != null) {
				this.tenure.giveUp(Ending.shutdown(this.context.settings()));
			}
		}
	}

	/**
	 * Closes the gate, tells the listeners, waits for the work under way, then gives the
	 * lease back.
	 */
	CompletableFuture<Void> stop() {
		boolean accepted = this.context.later(() -> {
			// Also if a listener never returns
			this.context.engine()
				.timers()
				.schedule(this.context.settings().drainTimeout().plus(PATIENCE).toNanos(),
						() -> this.context.complete(() -> this.stopped.complete(null)));
			shut(Tenure::permitRelease);
		});
		if (!accepted) {
			this.stopped.complete(null);
		}
		return this.stopped;
	}

	/**
	 * Ends at once, as this process is about to: work under way is cancelled, and nobody
	 * else leads before the lease would have run out.
	 */
	void abandon() {
		this.context.later(() -> shut(Tenure::abandon));
	}

	private void shut(Consumer<Tenure> how) {
		close();
		this.stopping = true;
		if (this.tenure != null) {
			how.accept(this.tenure);
		}
		else {
			end();
		}
	}

	private void end() {
		if (!this.ended) {
			this.ended = true;
			this.candidacy.stop();
			this.context.mailbox().post(() -> this.stopped.complete(null));
			this.context.mailbox().close();
		}
	}

	private boolean isCampaigning() {
		return this.started && !this.quiesced && this.pauses.isEmpty();
	}

	/**
	 * Whether this instance leads, or would take the role if it was given to it.
	 */
	private boolean isAvailable() {
		LeadershipState state = state();
		return isCampaigning() && (state == LeadershipState.STANDBY || state == LeadershipState.ACQUIRING
				|| (this.tenure != null && state != LeadershipState.DRAINING && state != LeadershipState.RELEASING));
	}

	private void won(Lease lease) {
		Tenure begun = new Tenure(this.context, this.transitions, lease, new AfterTerm());
		String previous = this.leaders.previous();
		GrantCause cause = this.leaders.vacancy();
		this.tenure = begun;
		begun.begin(previous, cause);
		long number = begun.term().number();
		this.leaders.saw(this.context.self(), number);
		this.context.board().post(new Notice.Leads(role(), number, this.context.self()));
		// Only who answers now could take it over
		this.rivals.stand();
		this.succession.consider();
	}

	/**
	 * Takes what another instance, or this one, has told all.
	 */
	void hear(Notice notice) {
		if (!this.ended) {
			this.reader.read(notice);
		}
	}

	private CommandResult carryOut(LeadershipCommand command) {
		if (command instanceof LeadershipCommand.Pause pause) {
			return pause(pause.reason());
		}
		return (command instanceof LeadershipCommand.Resume resume) ? resume(resume.reason())
				: this.orders.carryOut(command);
	}

	private CommandResult pause(PauseReason reason) {
		this.pauses.add(reason);
		this.candidacy.cancel("paused");
		this.rivals.withdraw();
		if (this.tenure != null) {
			RevokeCause cause = (reason == PauseReason.UNHEALTHY) ? RevokeCause.UNHEALTHY : RevokeCause.STEP_DOWN;
			this.tenure.giveUp(Ending.planned(cause, null, this.context.settings()));
		}
		return CommandResult.DONE;
	}

	private CommandResult resume(PauseReason reason) {
		this.pauses.remove(reason);
		if (isCampaigning()) {
			this.rivals.stand();
			this.candidacy.seize(true);
		}
		return CommandResult.DONE;
	}

	@Override
	public String toString() {
		return "Leadership[" + role() + "]";
	}

	/**
	 * Goes on after a term.
	 */
	private final class AfterTerm implements Tenure.Listener {

		@Override
		public void over(boolean planned) {
			Tenure former = Objects.requireNonNull(Campaign.this.tenure);
			Campaign.this.tenure = null;
			Campaign.this.leaders.left(former.term().number(), planned);
			Campaign.this.rivals.withdraw();
		}

		@Override
		public void told(Duration cooldown) {
			if (Campaign.this.stopping) {
				to(LeadershipState.STANDBY, "stopped");
				end();
			}
			else if (cooldown.isZero()) {
				standBy("");
			}
			else {
				to(LeadershipState.COOLDOWN, cooldown.toMillis() + " ms");
				Campaign.this.context.engine().timers().schedule(cooldown.toNanos(), () -> standBy("cooled down"));
			}
		}

		private void standBy(String reason) {
			to(LeadershipState.STANDBY, reason);
			Campaign.this.rivals.say();
		}

		@Override
		public void keptFor(long number, String successor) {
			if (Campaign.this.leaders.lastTerm() == number) {
				Campaign.this.rivals.left(successor);
			}
		}

		@Override
		public boolean isWithoutTerm() {
			return Campaign.this.tenure == null;
		}

		private void to(LeadershipState state, String reason) {
			Campaign.this.transitions.to(state, 0, reason, Campaign.this.context.events().now());
		}

	}

}
