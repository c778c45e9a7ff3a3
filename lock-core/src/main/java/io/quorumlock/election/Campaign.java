package io.quorumlock.election;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
		this.rivals = new Rivals(context, this::isCampaigning);
		this.candidacy = new Candidacy(context, this.transitions, this.leaders, this::isCampaigning,
				() -> this.rivals.standBackNanos(rolesLed.getAsInt()), this::won);
		this.orders = new Orders(context, this.leaders, this.rivals, () -> this.tenure);
		this.succession = new Succession(context, this.rivals, () -> this.tenure);
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
			this.context.later(this::watch);
		}
		return this.leaders.leader();
	}

	@Override
	public RoleStatus status() {
		Tenure current = this.tenure;
		Term term = (current != null) ? current.term() : null;
		Duration trust = (term != null && term.isOpen()) ? term.lease().remaining() : Duration.ZERO;
		return new RoleStatus(role(), this.transitions.state(), this.started, this.pauses.reasons(),
				leader().orElse(null), trust, (term != null) ? term.inFlight() : 0, this.rivals.all(),
				this.transitions.recent(), this.context.mailbox().busy());
	}

	@Override
	public CompletionStage<CommandResult> command(LeadershipCommand command) {
		CompletableFuture<CommandResult> result = new CompletableFuture<>();
		boolean accepted = this.context
			.later(() -> result.complete(this.quiesced ? CommandResult.NOT_CAMPAIGNING : carryOut(command)));
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

	private void watch() {
		if (!this.quiesced) {
			this.context.board().listen();
			this.candidacy.watch();
		}
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
			close();
			this.stopping = true;
			// Also if a listener never returns
			this.context.engine()
				.timers()
				.schedule(this.context.settings().drainTimeout().plus(PATIENCE).toNanos(),
						() -> this.stopped.complete(null));
			if (this.tenure != null) {
				this.tenure.permitRelease();
			}
			else {
				end();
			}
		});
		if (!accepted) {
			this.stopped.complete(null);
		}
		return this.stopped;
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

	private void won(Lease lease) {
		Tenure begun = new Tenure(this.context, this.transitions, lease, new AfterTerm());
		String previous = this.leaders.previous();
		GrantCause cause = this.leaders.vacancy();
		this.tenure = begun;
		begun.begin(previous, cause);
		long number = begun.term().number();
		this.leaders.saw(this.context.self(), number);
		this.context.board().post(new Notice.Leads(role(), number, this.context.self()));
		this.succession.consider();
	}

	/**
	 * Takes what another instance, or this one, has told all.
	 */
	void hear(Notice notice) {
		if (this.ended) {
			return;
		}
		if (notice instanceof Notice.Leads leads) {
			// Another node may pass it on when the term is over already
			if (this.leaders.isNews(leads.term())) {
				this.candidacy.cancel("");
				this.leaders.saw(leads.instanceId(), leads.term());
			}
		}
		else if (notice instanceof Notice.Vacant vacant) {
			if (this.tenure == null && this.leaders.left(vacant.term(), true)) {
				this.candidacy.seize(true);
			}
		}
		else if (notice instanceof Notice.Yields yields) {
			boolean free = this.tenure == null && this.leaders.left(yields.term(), true);
			if (free && yields.to().equals(this.context.self())) {
				this.candidacy.seize(false);
			}
		}
		else if (notice instanceof Notice.Stands stands) {
			this.rivals.heard(stands.candidate(), stands.asks());
			this.succession.consider();
		}
		else if (notice instanceof Notice.Withdraws withdraws) {
			this.rivals.left(withdraws.instanceId());
		}
		else if (notice instanceof Notice.End end) {
			this.orders.obey(end);
		}
	}

	private CommandResult carryOut(LeadershipCommand command) {
		if (command instanceof LeadershipCommand.Pause pause) {
			return pause(pause.reason());
		}
		if (command instanceof LeadershipCommand.Resume resume) {
			return resume(resume.reason());
		}
		return this.orders.carryOut(command);
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
		}

		@Override
		public void told(Duration cooldown) {
			if (Campaign.this.stopping) {
				to(LeadershipState.STANDBY, "stopped");
				end();
			}
			else if (cooldown.isZero()) {
				to(LeadershipState.STANDBY, "");
			}
			else {
				to(LeadershipState.COOLDOWN, cooldown.toMillis() + " ms");
				Campaign.this.context.engine()
					.timers()
					.schedule(cooldown.toNanos(), () -> to(LeadershipState.STANDBY, "cooled down"));
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
