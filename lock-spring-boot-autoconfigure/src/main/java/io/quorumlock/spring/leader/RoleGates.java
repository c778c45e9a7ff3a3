package io.quorumlock.spring.leader;

import org.springframework.context.SmartLifecycle;

/**
 * Closes the gates of all roles when the application begins to shut down, so that while
 * the web server drains no more work of a leader begins, and what is under way has that
 * time as well.
 */
public final class RoleGates implements SmartLifecycle {

	/**
	 * The phase to stop in: the first one.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE;

	private final RoleCampaigns campaigns;

	private volatile boolean running;

	/**
	 * New gates.
	 * @param campaigns what has the gates
	 */
	public RoleGates(RoleCampaigns campaigns) {
		this.campaigns = campaigns;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.campaigns.quiesce();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
