package io.quorumlock.redis;

import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.EventLoop;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Gives Lettuce the timers of the event loop, where it would start a thread of its own
 * that wakes up every ten milliseconds.
 */
final class LoopTimer implements Timer {

	private final EventLoop loop;

	LoopTimer(EventLoop loop) {
		this.loop = loop;
	}

	@Override
	public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
		LoopTimeout timeout = new LoopTimeout(this, task);
		timeout.scheduled = this.loop.schedule(timeout::expire, delay, unit);
		return timeout;
	}

	@Override
	public Set<Timeout> stop() {
		return Set.of();
	}

	private static final class LoopTimeout implements Timeout {

		private enum State {

			WAITING, EXPIRED, CANCELLED

		}

		private final LoopTimer timer;

		private final TimerTask task;

		private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

		private volatile @Nullable ScheduledFuture<?> scheduled;

		private LoopTimeout(LoopTimer timer, TimerTask task) {
			this.timer = timer;
			this.task = task;
		}

		private void expire() {
			if (this.state.compareAndSet(State.WAITING, State.EXPIRED)) {
				try {
					this.task.run(this);
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}
		}

		@Override
		public boolean cancel() {
			boolean cancelled = this.state.compareAndSet(State.WAITING, State.CANCELLED);
			ScheduledFuture<?> future = this.scheduled;
			if (cancelled && future != null) {
				future.cancel(false);
			}
			return cancelled;
		}

		@Override
		public Timer timer() {
			return this.timer;
		}

		@Override
		public TimerTask task() {
			return this.task;
		}

		@Override
		public boolean isExpired() {
			return this.state.get() == State.EXPIRED;
		}

		@Override
		public boolean isCancelled() {
			return this.state.get() == State.CANCELLED;
		}

	}

}
