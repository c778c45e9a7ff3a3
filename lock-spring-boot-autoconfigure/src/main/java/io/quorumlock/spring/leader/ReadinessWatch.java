package io.quorumlock.spring.leader;

import java.time.Duration;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.PauseReason;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Gives the roles up when the application has refused traffic for a while, and campaigns
 * again when it has accepted it again for as long: an instance that flaps neither loses
 * its roles each time nor gets them back.
 */
public final class ReadinessWatch
		implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private static final Logger logger = LoggerFactory.getLogger(ReadinessWatch.class);

	private final LeaderElection election;

	private final Duration patience;

	private final Timers timers;

	private boolean running;

	private boolean paused;

	private Timers.@Nullable Timer timer;

	// Tells a timer that was cancelled too late from the one that counts
	private int generation;

	/**
	 * A new watch.
	 * @param election whose roles to give up
	 * @param patience for how long readiness must have changed to matter
	 * @param timers what measures that time
	 */
	public ReadinessWatch(LeaderElection election, Duration patience, Timers timers) {
		this.election = election;
		this.patience = patience;
		this.timers = timers;
	}

	@Override
	public synchronized void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		boolean unready = event.getState() == ReadinessState.REFUSING_TRAFFIC;
		if (unready == this.paused) {
			cancel();
		}
		else if (this.running && this.timer == null) {
			int expected = this.generation;
			this.timer = this.timers.schedule(this.patience.toNanos(), () -> change(unready, expected));
		}
	}

	private synchronized void change(boolean pause, int expected) {
		if (expected != this.generation) {
			return;
		}
		cancel();
		this.paused = pause;
		if (pause) {
			logger.atWarn()
				.addKeyValue("instance", this.election.instanceId())
				.log("This instance has refused traffic for {} ms: it gives its roles up", this.patience.toMillis());
		}
		else {
			logger.atInfo()
				.addKeyValue("instance", this.election.instanceId())
				.log("This instance has accepted traffic for {} ms: it campaigns again", this.patience.toMillis());
		}
		LeadershipCommand command = pause ? new LeadershipCommand.Pause(PauseReason.UNHEALTHY)
				: new LeadershipCommand.Resume(PauseReason.UNHEALTHY);
		this.election.roles().forEach((role) -> this.election.leadership(role).command(command));
	}

	private void cancel() {
		this.generation++;
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	@Override
	public synchronized void start() {
		this.running = true;
	}

	/**
	 * An application that shuts down refuses traffic too, but that is no reason to give
	 * roles up while work of the leader is under way.
	 */
	@Override
	public synchronized void stop() {
		this.running = false;
		cancel();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return RoleGates.PHASE;
	}

}
