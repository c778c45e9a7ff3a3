package io.quorumlock.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import io.quorumlock.time.Timers;

/**
 * Brings Lettuce's callbacks to the thread of the protocol, without a hop if they are
 * there already.
 */
final class ProtocolThread {

	private final Timers timers;

	ProtocolThread(Timers timers) {
		this.timers = timers;
	}

	Timers timers() {
		return this.timers;
	}

	boolean isCurrent() {
		return this.timers.inThread();
	}

	void run(Runnable task) {
		if (isCurrent()) {
			task.run();
		}
		else {
			later(task);
		}
	}

	void later(Runnable task) {
		try {
			this.timers.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The thread has ended, and with it all who could want to know
		}
	}

	/**
	 * The same stage, completed on this thread.
	 */
	<T> CompletionStage<T> bring(CompletionStage<T> stage) {
		CompletableFuture<T> result = new CompletableFuture<>();
		stage.whenComplete((value, failure) -> run(() -> {
			if (failure != null) {
				result.completeExceptionally(failure);
			}
			else {
				result.complete(value);
			}
		}));
		return result;
	}

}
