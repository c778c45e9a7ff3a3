package io.quorumlock.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.testing.ManualTimers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SilenceTests {

	private final ManualTimers timers = new ManualTimers();

	private final AtomicInteger cuts = new AtomicInteger();

	private final Silence silence = new Silence(this.timers, Duration.ofMillis(100), this.cuts::incrementAndGet);

	@Test
	void unansweredBatchIsNoticed() {
		this.silence.sent();
		this.timers.advance(Duration.ofMillis(99));
		assertThat(this.cuts).hasValue(0);
		this.timers.advance(Duration.ofMillis(1));
		assertThat(this.cuts).hasValue(1);
	}

	@Test
	void idleConnectionIsLeftAlone() {
		this.silence.sent();
		this.silence.answered();
		this.timers.advance(Duration.ofSeconds(1));
		assertThat(this.cuts).hasValue(0);
		assertThat(this.timers.pending()).isZero();
	}

	@Test
	void busyConnectionIsLeftAlone() {
		this.silence.sent();
		for (int i = 0; i < 100; i++) {
			this.silence.sent();
			this.timers.advance(Duration.ofMillis(50));
			this.silence.answered();
		}
		assertThat(this.cuts).hasValue(0);
		this.timers.advance(Duration.ofMillis(200));
		assertThat(this.cuts).hasValue(1);
	}

	@Test
	void batchSentAfterIdlenessIsWatched() {
		this.silence.sent();
		this.silence.answered();
		this.timers.advance(Duration.ofSeconds(1));
		this.silence.sent();
		this.timers.advance(Duration.ofMillis(100));
		assertThat(this.cuts).hasValue(1);
	}

	@Test
	void stopEndsWatch() {
		this.silence.sent();
		this.silence.stop();
		this.timers.advance(Duration.ofSeconds(1));
		assertThat(this.cuts).hasValue(0);
		assertThat(this.timers.pending()).isZero();
	}

}
