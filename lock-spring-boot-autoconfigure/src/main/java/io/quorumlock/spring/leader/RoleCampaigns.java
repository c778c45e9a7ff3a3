package io.quorumlock.spring.leader;

import java.util.Set;
import java.util.function.Supplier;

import io.quorumlock.election.LeaderElection;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Campaigns for roles from when the application is ready until it shuts down. Stops after
 * the web server has drained, as requests may still need the leader, and before the
 * executors and the connections to the nodes are gone.
 */
public final class RoleCampaigns implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

	/**
	 * The phase to stop in: below the web server's, which drains at
	 * {@code DEFAULT_PHASE -
	 * 1024} and stops at {@code DEFAULT_PHASE - 2048}, and far above the executors' at
	 * half of it.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private final LeaderElection election;

	private final Supplier<Set<String>> roles;

	private boolean running;

	/**
	 * New campaigns.
	 * @param election runs the campaigns
	 * @param roles what to campaign for, asked when the application is ready
	 */
	public RoleCampaigns(LeaderElection election, Supplier<Set<String>> roles) {
		this.election = election;
		this.roles = roles;
	}

	@Override
	public synchronized void start() {
		this.running = true;
	}

	@Override
	public synchronized void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.running) {
			this.roles.get().forEach(this.election::campaign);
		}
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
