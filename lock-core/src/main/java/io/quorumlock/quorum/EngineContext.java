package io.quorumlock.quorum;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.quorumlock.LockName;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.session.Watchdog;
import io.quorumlock.quorum.vote.TokenClock;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parts of one engine share.
 *
 * @param backoff says how long to stand back
 * @param news takes what the nodes tell this engine
 * @param ear the channel on which the nodes tell this engine what concerns its leases:
 * unguessable, as whoever knows it can tell it anything
 */
record EngineContext(List<NodeLink> links, QuorumSettings settings, Ticker ticker, Timers timers, Entropy entropy,
		Executor callbacks, Watchdog watchdog, TokenClock tokens, RestartGuard guard, EngineParts parts,
		Backoff backoff, String ear, NewsDesk news, LockListeners events) {

	private static final Logger logger = LoggerFactory.getLogger(EngineContext.class);

	/**
	 * A grant that nobody was asked for yet.
	 * @param lock what to lock
	 * @return the grant, with a number of its own
	 */
	Grant newGrant(LockName lock) {
		return new Grant(lock, this.settings, this.parts.numbers().getAsLong(), this.links.size());
	}

	/**
	 * Runs a task on the protocol's thread, at once if that is the caller's.
	 * @param task the task
	 * @param otherwise run instead if that thread has ended
	 */
	void run(Runnable task, Runnable otherwise) {
		if (this.timers.inThread()) {
			task.run();
			return;
		}
		try {
			this.timers.execute(task);
		}
		catch (RejectedExecutionException ex) {
			otherwise.run();
		}
	}

	/**
	 * Runs a user's callback on the callback executor, never on the protocol's thread.
	 * @param callback the callback
	 */
	void callBack(Runnable callback) {
		this.callbacks.execute(() -> {
			try {
				callback.run();
			}
			catch (RuntimeException ex) {
				logger.error("A callback for a lost lease failed", ex);
			}
		});
	}

}
