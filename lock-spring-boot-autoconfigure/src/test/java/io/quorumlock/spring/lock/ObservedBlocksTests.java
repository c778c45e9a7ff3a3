package io.quorumlock.spring.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservedBlocks}.
 */
class ObservedBlocksTests {

	private static final LockName ORDER = LockName.of("orders", "42");

	private final Logger logger = (Logger) LoggerFactory.getLogger(ObservedBlocks.class);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final ManualTicker ticker = new ManualTicker();

	private final List<LockWouldHaveBlocked> told = new ArrayList<>();

	@BeforeEach
	void listen() {
		this.logger.addAppender(this.appender);
		this.appender.start();
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
	}

	@Test
	void startWarnsThatNothingIsBlocked() {
		blocks(this.told::add);
		assertThat(this.appender.list).singleElement().satisfies((line) -> {
			assertThat(line.getLevel()).isEqualTo(Level.WARN);
			assertThat(line.getFormattedMessage()).contains("lock.mode is 'observe'");
		});
	}

	@Test
	void listenersAreToldEachTimeAndTheLogOncePerNameAndMinute() {
		ObservedBlocks blocks = blocks(this.told::add);
		blocks.refused(ORDER, new LockNotAcquiredException(ORDER, Duration.ZERO, "shop-2"));
		blocks.refused(LockName.of("orders", "43"), new LockNotAcquiredException(ORDER, Duration.ZERO));
		this.ticker.nanos += Duration.ofSeconds(59).toNanos();
		blocks.lost(ORDER, "gone");
		assertThat(lines()).hasSize(1);
		blocks.refused(LockName.of("stock"), new QuorumUnavailableException(ORDER, Duration.ZERO, 1, List.of()));
		assertThat(lines()).hasSize(2);
		this.ticker.nanos += Duration.ofSeconds(1).toNanos();
		blocks.lost(ORDER, "gone");
		assertThat(lines()).hasSize(3);
		assertThat(lines().get(0)).startsWith("Lock 'orders/42' would have blocked a call (CONTENDED), which ran: ")
			.endsWith(" 0 more of this name since the last");
		assertThat(lines().get(2)).contains("(LOST)", "gone", " 2 more of this name");
		assertThat(this.told).hasSize(5);
		assertThat(this.told.get(0).holder()).isEqualTo("shop-2");
	}

	@Test
	void failingListenerDoesNotReachTheMethodOrOtherListeners() {
		ObservedBlocks blocks = blocks((block) -> {
			throw new IllegalStateException("listener");
		}, this.told::add);
		blocks.lost(ORDER, "gone");
		assertThat(this.told).hasSize(1);
		assertThat(this.appender.list).last()
			.satisfies((line) -> assertThat(line.getFormattedMessage()).startsWith("A listener failed"));
	}

	private ObservedBlocks blocks(BlockListener... listeners) {
		return new ObservedBlocks(List.of(listeners), this.ticker);
	}

	private List<String> lines() {
		return this.appender.list.stream()
			.filter((line) -> line.getLevel().equals(Level.INFO))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	private static final class ManualTicker implements Ticker {

		// Where monotonic clocks may well begin
		private long nanos = Long.MAX_VALUE - 10;

		@Override
		public long nanos() {
			return this.nanos;
		}

		@Override
		public long wallMicros() {
			return 0;
		}

	}

}
