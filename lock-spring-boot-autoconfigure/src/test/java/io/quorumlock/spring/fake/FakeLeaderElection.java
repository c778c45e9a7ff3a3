package io.quorumlock.spring.fake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.FencingToken;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;

/**
 * An election whose outcome the test decides.
 */
public class FakeLeaderElection implements LeaderElection {

	/** The roles that are campaigned for. */
	public final List<String> campaigns = new ArrayList<>();

	/** The roles that this instance leads. */
	public final Set<String> led = new HashSet<>();

	/** Who leads otherwise. */
	public String otherLeader;

	/** Completed by the test when the leases are given back. */
	public CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

	/** How often this was stopped. */
	public int stops;

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
				return isLeader() ? Optional.of(new FencingToken(1)) : Optional.empty();
			}

			@Override
			public Optional<String> leader() {
				return Optional.ofNullable(FakeLeaderElection.this.otherLeader);
			}

		};
	}

	@Override
	public Leadership campaign(String role) {
		this.campaigns.add(role);
		return leadership(role);
	}

	@Override
	public CompletionStage<Void> stop() {
		this.stops++;
		return this.stopped;
	}

}
