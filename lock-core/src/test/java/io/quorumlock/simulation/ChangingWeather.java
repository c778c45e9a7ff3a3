package io.quorumlock.simulation;

import java.util.SplittableRandom;

/**
 * What happens to messages between one client and one node in a history with faults.
 */
final class ChangingWeather implements Weather {

	private final SplittableRandom random;

	private final Plan plan;

	private final long usualNanos;

	private boolean requestsCut;

	private boolean answersCut;

	private boolean fair;

	ChangingWeather(SplittableRandom random, Plan plan) {
		this.random = random;
		this.plan = plan;
		this.usualNanos = random.nextLong(50_000, 2_000_000);
	}

	@Override
	public long delayNanos() {
		if (!this.fair && this.plan.has(Fault.DELAY) && this.random.nextInt(40) == 0) {
			return this.random.nextLong(1_000_000, 300_000_000);
		}
		return this.usualNanos / 2 + this.random.nextLong(this.usualNanos);
	}

	@Override
	public boolean loses(boolean request) {
		if (request ? this.requestsCut : this.answersCut) {
			return true;
		}
		return !this.fair && this.plan.has(Fault.LOSS) && this.random.nextInt(30) == 0;
	}

	@Override
	public boolean duplicates() {
		return !this.fair && this.plan.has(Fault.DUPLICATION) && this.random.nextInt(20) == 0;
	}

	void cut(boolean requests, boolean answers) {
		this.requestsCut = requests;
		this.answersCut = answers;
	}

	void clear() {
		this.fair = true;
		cut(false, false);
	}

}
