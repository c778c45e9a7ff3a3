package io.quorumlock.spring.leader;

import java.util.Set;
import java.util.function.Supplier;

import io.quorumlock.election.LeaderElection;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Campaigns for roles from when the application first accepts traffic until it shuts
 * down. Stops after the web server has drained, as requests may still need the leader,
 * and before the executors and the connections to the nodes are gone.
 */
public final class RoleCampaigns
		implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	/**
	 * The phase to stop in: below the web server's, which drains at
	 * {@code DEFAULT_PHASE -
	 * 1024} and stops at {@code DEFAULT_PHASE - 2048}, and far above the executors' at
	 * half of it.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private final LeaderElection election;

	private final Supplier<Set<String>> roles;

	private final RoleCheck check;

	private Set<String> campaigns = Set.of();

	private boolean running;

	private boolean quiesced;

	/**
	 * New campaigns.
	 * @param election runs the campaigns
	 * @param roles what to campaign for, asked when the application accepts traffic
	 * @param check looks at the settings of the roles then
	 */
	public RoleCampaigns(LeaderElection election, Supplier<Set<String>> roles, RoleCheck check) {
		this.election = election;
		this.roles = roles;
		this.check = check;
	}

	@Override
	public synchronized void start() {
		this.running = true;
	}

	/**
	 * Spring Boot publishes that traffic is accepted after all that listens to
	 * {@code ApplicationReadyEvent} has returned, a warm-up included.
	 */
	@Override
	public synchronized void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && this.running && !this.quiesced
				&& this.campaigns.isEmpty()) {
			this.campaigns = Set.copyOf(this.roles.get());
			this.campaigns.forEach(this.election::campaign);
			this.check.check(this.election.roles());
		}
	}

	/**
	 * The roles that should be campaigned for now.
	 * @return their names, none before the application is ready and once it shuts down
	 */
	public synchronized Set<String> roles() {
		return this.quiesced ? Set.of() : this.campaigns;
	}

	/**
	 * Lets no more work of a leader begin.
	 */
	synchronized void quiesce() {
		this.quiesced = true;
		this.election.quiesce();
	}

	@Override
	public void stop(Runnable callback) {
		markStopped();
		this.election.stop().whenComplete((done, failure) -> callback.run());
	}

	@Override
	public void stop() {
		markStopped();
		this.election.stop().toCompletableFuture().join();
	}

	private synchronized void markStopped() {
		this.running = false;
		this.quiesced = true;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	/**
	 * A paused application keeps its roles: what has been stopped cannot campaign again.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
