package io.quorumlock.simulation;

import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.time.Ticker;

/**
 * The clocks of one process: they may run fast or slow, and the wall clock may be off or
 * be set.
 */
public final class SimulatedClock implements Ticker {

	/** The true time at the world's beginning, in microseconds since the epoch. */
	public static final long EPOCH_MICROS = 1_800_000_000_000_000L;

	private final World world;

	private final double rate;

	private long wallOffsetMicros;

	/**
	 * A clock.
	 * @param world the world it is in
	 * @param rate how fast it runs; 1.01 gains one percent
	 * @param wallOffsetMicros by how much its wall clock is ahead
	 */
	public SimulatedClock(World world, double rate, long wallOffsetMicros) {
		this.world = world;
		this.rate = rate;
		this.wallOffsetMicros = wallOffsetMicros;
	}

	@Override
	public long nanos() {
		return (long) (this.world.now() * this.rate);
	}

	@Override
	public long wallMicros() {
		return EPOCH_MICROS + this.wallOffsetMicros + nanos() / 1000;
	}

	/**
	 * Sets the wall clock.
	 * @param micros by how much it is put forward
	 */
	public void step(long micros) {
		this.wallOffsetMicros += micros;
	}

	/** By how much the wall clock is ahead now. */
	long wallOffsetMicros() {
		return this.wallOffsetMicros;
	}

	/**
	 * When a moment on these clocks truly is: at the earlier of its two instants.
	 * @param moment a moment on these clocks
	 * @return the true time
	 */
	public long trueTimeOf(Moment moment) {
		return Math.min((long) (moment.nanos() / this.rate), trueTimeOfWall(moment.wallMicros()));
	}

	/**
	 * When the wall clock truly reaches an instant, if it is not set until then.
	 * @param micros the instant on the wall clock
	 * @return the true time
	 */
	public long trueTimeOfWall(long micros) {
		return (long) ((micros - EPOCH_MICROS - this.wallOffsetMicros) * 1000.0 / this.rate);
	}

	/**
	 * How much true time passes while this clock measures a duration.
	 * @param nanos the duration on this clock
	 * @return the true duration
	 */
	public long trueNanos(long nanos) {
		return (long) Math.ceil(nanos / this.rate);
	}

}
