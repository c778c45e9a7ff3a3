package io.quorumlock.redis;

import java.util.concurrent.TimeUnit;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.ThreadFactoryProvider;
import io.lettuce.core.resource.Transports;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.quorumlock.time.ExecutorTimers;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The one thread, {@code lock-watchdog}, on which replies arrive, timers fire and the
 * protocol runs, so that a reply reaches the protocol without changing threads. Whatever
 * blocks it delays every renewal.
 */
public final class LockEventLoop implements AutoCloseable {

	private static final String THREAD_NAME = "lock-watchdog";

	private static final long CLOSE_MILLIS = 2000;

	private final EventLoopGroup group;

	private final ClientResources resources;

	private final Timers timers;

	private volatile @Nullable Thread thread;

	/**
	 * A new event loop. Its thread starts with its first task.
	 */
	public LockEventLoop() {
		ThreadFactoryProvider threads = (pool) -> this::newThread;
		this.group = new DefaultEventLoopGroupProvider(1, threads).allocate(Transports.eventLoopGroupClass());
		EventLoop loop = this.group.next();
		this.timers = new ExecutorTimers(loop, loop::inEventLoop);
		this.resources = ClientResources.builder()
			.eventLoopGroupProvider(new LoopProvider(this.group))
			.eventExecutorGroup(this.group)
			.timer(new LoopTimer(loop))
			.commandLatencyRecorder(CommandLatencyRecorder.disabled())
			.build();
	}

	private Thread newThread(Runnable task) {
		Thread created = new FastThreadLocalThread(task, THREAD_NAME);
		created.setDaemon(true);
		this.thread = created;
		return created;
	}

	/**
	 * Resources for Lettuce clients, all of whose connections use this loop. Shut the
	 * clients down before closing the loop.
	 * @return the resources
	 */
	public ClientResources clientResources() {
		return this.resources;
	}

	/**
	 * Timers on this loop's thread.
	 * @return the timers
	 */
	public Timers timers() {
		return this.timers;
	}

	/**
	 * Ends the thread, after the tasks that are due; waits for it for at most two
	 * seconds, unless called on that very thread. Connections that are still open are
	 * closed.
	 */
	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void close() {
		this.resources.shutdown(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
		this.group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
		Thread running = this.thread;
		if (running == null || running == Thread.currentThread()) {
			return;
		}
		try {
			running.join(CLOSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
