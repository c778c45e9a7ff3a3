package io.quorumlock.election;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.quorumlock.LockName;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.quorum.QuorumLockManager;

/**
 * A {@link LeaderElection} in which a role is a lease that a quorum of nodes grants.
 */
public final class QuorumLeaderElection implements LeaderElection, AutoCloseable {

	private final LeaseEngine engine;

	private final Function<String, RoleSettings> settings;

	private final LeadershipListener listener;

	private final Function<String, Mailbox> mailboxes;

	private final Term.Factory terms;

	private final Map<String, Campaign> campaigns = new ConcurrentHashMap<>();

	private final NoticeBoard board;

	private volatile boolean stopped;

	/**
	 * A new election without campaigns.
	 * @param manager whose engine takes the leases
	 * @param settings how to campaign for a role
	 * @param listener told what happens, on one thread per role
	 */
	public QuorumLeaderElection(QuorumLockManager manager, Function<String, RoleSettings> settings,
			LeadershipListener listener) {
		this(manager.engine(), settings, listener, (role) -> Mailbox.threaded(role, manager.engine().ticker()),
				Term::new);
	}

	/**
	 * A new election without campaigns that tells what happens on a given executor.
	 * @param manager whose engine takes the leases
	 * @param settings how to campaign for a role
	 * @param listener told what happens
	 * @param events runs one task after the other, and is not closed by the election
	 */
	public QuorumLeaderElection(QuorumLockManager manager, Function<String, RoleSettings> settings,
			LeadershipListener listener, Executor events) {
		this(manager.engine(), settings, listener, (role) -> new Mailbox(events, () -> {
		}, manager.engine().ticker()), Term::new);
	}

	QuorumLeaderElection(LeaseEngine engine, Function<String, RoleSettings> settings, LeadershipListener listener,
			Function<String, Mailbox> mailboxes, Term.Factory terms) {
		this.engine = engine;
		this.settings = settings;
		this.listener = listener;
		this.mailboxes = mailboxes;
		this.terms = terms;
		this.board = new NoticeBoard(engine, this::hear);
	}

	@Override
	public String instanceId() {
		return this.engine.settings().instanceId();
	}

	@Override
	public Leadership leadership(String role) {
		return view(role);
	}

	@Override
	public Collection<String> roles() {
		return Set.copyOf(this.campaigns.keySet());
	}

	@Override
	public void quiesce() {
		this.stopped = true;
		this.campaigns.values().forEach(Campaign::quiesce);
	}

	@Override
	public Leadership campaign(String role) {
		if (this.stopped) {
			throw new IllegalStateException("This instance no longer campaigns, as it was stopped");
		}
		Campaign campaign = view(role);
		campaign.start();
		if (this.stopped) {
			// Stopped meanwhile, perhaps without having seen this one
			campaign.quiesce();
		}
		return campaign;
	}

	@Override
	public CompletionStage<Void> stop() {
		this.stopped = true;
		return CompletableFuture
			.allOf(this.campaigns.values().stream().map(Campaign::stop).toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * Ends all campaigns without waiting for work under way, which is cancelled: where
	 * there is some, the role's lease is left to run out. To be called before the lock
	 * manager is closed; does nothing after {@link #stop()} has completed.
	 */
	@Override
	public void close() {
		this.stopped = true;
		this.campaigns.values().forEach(Campaign::abandon);
	}

	private Campaign view(String role) {
		Campaign known = this.campaigns.get(role);
		return (known != null) ? known
				: this.campaigns.computeIfAbsent(LockName.requireLegal("role", role), this::newCampaign);
	}

	private Campaign newCampaign(String role) {
		Mailbox mailbox = this.mailboxes.apply(role);
		Events events = new Events(role, this.engine.ticker(), this.listener, mailbox);
		return new Campaign(
				new RoleContext(role, this.engine, this.settings.apply(role), this.board, mailbox, events, this.terms),
				this::rolesLed);
	}

	private int rolesLed() {
		return (int) this.campaigns.values().stream().filter((each) -> each.currentTerm() != null).count();
	}

	private void hear(Notice notice) {
		Campaign campaign = this.campaigns.get(notice.role());
		if (campaign != null) {
			campaign.hear(notice);
		}
	}

}
