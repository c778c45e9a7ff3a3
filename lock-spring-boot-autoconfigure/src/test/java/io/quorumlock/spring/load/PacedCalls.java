package io.quorumlock.spring.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * Calls that begin at a steady rate, however long each of them takes.
 */
final class PacedCalls implements AutoCloseable {

	private static final int THREADS = 16;

	private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

	private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);

	private final LongAdder completed = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongConsumer call;

	private long begun;

	@SuppressWarnings("FutureReturnValueIgnored")
	PacedCalls(int perSecond, LongConsumer call) {
		this.call = call;
		this.pace.scheduleAtFixedRate(this::begin, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
	}

	private void begin() {
		long number = this.begun++;
		this.callers.execute(() -> run(number));
	}

	private void run(long number) {
		try {
			this.call.accept(number);
			this.completed.increment();
		}
		catch (RuntimeException ex) {
			this.failed.increment();
		}
	}

	long completed() {
		return this.completed.sum();
	}

	long failed() {
		return this.failed.sum();
	}

	@Override
	public void close() {
		this.pace.shutdownNow();
		this.callers.shutdownNow();
	}

}
