package io.quorumlock.election;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.quorum.LeaseEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parts of the campaign for one role share.
 */
record RoleContext(String role, LeaseEngine engine, RoleSettings settings, NoticeBoard board, Mailbox mailbox,
		Events events, Term.Factory terms) {

	private static final Logger logger = LoggerFactory.getLogger(RoleContext.class);

	String self() {
		return this.engine.settings().instanceId();
	}

	LeaseRequest request() {
		// What bounds the hold of locks is not meant for a leader
		LeaseRequest plain = LeaseRequest.of(LockName.ofRole(this.role)).withMaxHold(LeaseRequest.MAX_DURATION);
		Duration leaseTime = this.settings.leaseTime();
		return (leaseTime != null) ? plain.withLeaseTime(leaseTime) : plain;
	}

	Duration leaseTime() {
		return Objects.requireNonNullElse(this.settings.leaseTime(), this.engine.settings().leaseTime());
	}

	/**
	 * Runs a task on the protocol's thread, in another turn.
	 * @return {@code false} if that thread has ended
	 */
	boolean later(Runnable task) {
		try {
			this.engine.timers().execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			logger.atDebug()
				.addKeyValue("role", this.role)
				.log("Role '{}' is left as it is, as the protocol's thread has ended", this.role);
			return false;
		}
	}

	/**
	 * Completes what a user may have hung code on, which is not for the protocol's
	 * thread.
	 */
	void complete(Runnable completion) {
		try {
			this.engine.callBack(completion);
		}
		catch (RejectedExecutionException ex) {
			completion.run();
		}
	}

	/**
	 * Runs a task on the protocol's thread once the listeners have dealt with all events
	 * so far.
	 */
	void afterListeners(Runnable task) {
		this.mailbox.post(() -> later(task));
	}

}
