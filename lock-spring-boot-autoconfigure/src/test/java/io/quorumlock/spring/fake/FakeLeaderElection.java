package io.quorumlock.spring.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LockName;
import io.quorumlock.election.CommandResult;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.LeadershipState;
import io.quorumlock.election.RoleStatus;

/**
 * An election whose outcome the test decides.
 */
public class FakeLeaderElection implements LeaderElection {

	/** The roles that are campaigned for. */
	public final List<String> campaigns = new ArrayList<>();

	/** The roles that this instance leads. */
	public final Set<String> led = ConcurrentHashMap.newKeySet();

	/** The roles whose gate opens only later. */
	public final Set<String> warming = ConcurrentHashMap.newKeySet();

	/** What happens just after somebody was told that there is no term. */
	public Runnable afterRefusal = () -> {
	};

	/** The permits that are out. */
	public final List<FakeLease> permits = new CopyOnWriteArrayList<>();

	/** All permits ever given. */
	public final List<FakeLease> entered = new CopyOnWriteArrayList<>();

	/** What was asked of roles, as "role: command". */
	public final List<String> commands = new CopyOnWriteArrayList<>();

	/** What becomes of a command. */
	public CompletableFuture<CommandResult> result = CompletableFuture.completedFuture(CommandResult.DONE);

	/** What is known of roles, where the test has something to say about it. */
	public final Map<String, RoleStatus> statuses = new HashMap<>();

	/** Who leads otherwise. */
	public String otherLeader;

	/** Completed by the test when the leases are given back. */
	public CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

	/** How often this was told to quiesce. */
	public int quiesced;

	/** How often this was stopped. */
	public int stops;

	/**
	 * The permit given last.
	 * @return a permit
	 */
	public FakeLease lastPermit() {
		return this.entered.get(this.entered.size() - 1);
	}

	@Override
	public String instanceId() {
		return "this";
	}

	@Override
	public Leadership leadership(String role) {
		return new Leadership() {

			@Override
			public String role() {
				return role;
			}

			@Override
			public boolean isLeader() {
				return FakeLeaderElection.this.led.contains(role);
			}

			@Override
			public Optional<FencingToken> term() {
				if (isLeader()) {
					return Optional.of(new FencingToken(1));
				}
				FakeLeaderElection.this.afterRefusal.run();
				return Optional.empty();
			}

			@Override
			public Optional<Leader> leader() {
				return Optional.ofNullable(FakeLeaderElection.this.otherLeader)
					.map((id) -> new Leader(id, 1, Instant.EPOCH, false));
			}

			@Override
			public Optional<Lease> enter() {
				return term().map((term) -> {
					FakeLease permit = new FakeLease(LockName.ofRole(role), term.value(), null,
							FakeLeaderElection.this.permits::remove);
					FakeLeaderElection.this.permits.add(permit);
					FakeLeaderElection.this.entered.add(permit);
					return permit;
				});
			}

			@Override
			public RoleStatus status() {
				RoleStatus told = FakeLeaderElection.this.statuses.get(role);
				return (told != null) ? told : new RoleStatus(role, state(), true, Set.of(), leader().orElse(null),
						Duration.ZERO, 0, List.of(), List.of(), Duration.ZERO);
			}

			private LeadershipState state() {
				if (FakeLeaderElection.this.warming.contains(role)) {
					return LeadershipState.WARMING;
				}
				return isLeader() ? LeadershipState.LEADING : LeadershipState.STANDBY;
			}

			@Override
			public CompletionStage<CommandResult> command(LeadershipCommand command) {
				FakeLeaderElection.this.commands.add(role + ": " + command);
				return FakeLeaderElection.this.result;
			}

		};
	}

	@Override
	public Leadership campaign(String role) {
		this.campaigns.add(role);
		return leadership(role);
	}

	@Override
	public Collection<String> roles() {
		return this.campaigns;
	}

	@Override
	public void quiesce() {
		this.quiesced++;
	}

	@Override
	public CompletionStage<Void> stop() {
		this.stops++;
		return this.stopped;
	}

}
