package io.quorumlock.spring.audit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.LossCause;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LeaseEvent.Reason;
import io.quorumlock.event.LeaseEvent.Source;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.spring.fake.Warnings;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuditTrail} and {@link AuditEntries}.
 */
class AuditTrailTests {

	private static final LockName ORDER = LockName.of("orders", "42");

	private static final Duration MILLI = Duration.ofMillis(1);

	private static final Duration LEASE_TIME = Duration.ofSeconds(30);

	private final MemoryAuditLog log = new MemoryAuditLog(new Retention(100_000, Duration.ofDays(1)));

	private final List<Object> published = new CopyOnWriteArrayList<>();

	@Test
	void writesTransitionsDownAndPublishesAll() {
		AuditTrail trail = new AuditTrail(this.log, this.published::add, Ticker.system());
		try (trail) {
			trail.onEvent(new LeaseEvent.Requested(ORDER));
			trail.onEvent(acquired(7, Source.NODES));
			trail.onEvent(new LeaseEvent.Released(ORDER, new FencingToken(7), MILLI));
			trail.onEvent(acquired(8, Source.HANDED_ON));
			trail.onEvent(new LeaseEvent.Lost(ORDER, new FencingToken(8), MILLI, LossCause.NOT_RENEWED));
			trail.onEvent(new NodeEvent.Renewed("a:1", Duration.ofSeconds(20), LEASE_TIME));
			trail.onEvent(new NodeEvent.Renewed("a:1", Duration.ofSeconds(9), LEASE_TIME));
			trail.onEvent(new NodeEvent.Reborn("a:1", LEASE_TIME));
			trail.onEvent(new NodeEvent.Admitted("a:1"));
		}
		assertThat(this.log.last(100)).map((each) -> each.entry().type() + " " + each.entry().subject())
			.containsExactly("acquired orders/42", "released orders/42", "handed-on orders/42", "lost orders/42",
					"renewed-late a:1", "node-reborn a:1", "node-admitted a:1");
		assertThat(this.log.last(100).get(3).entry().detail()).contains("held 1 ms", LossCause.NOT_RENEWED.phrase());
		assertThat(this.published).hasSize(9);
	}

	@Test
	void quorumIsLostAndBackOnce() {
		AuditTrail trail = new AuditTrail(this.log, this.published::add, Ticker.system());
		try (trail) {
			trail.onEvent(new LeaseEvent.Refused(ORDER, MILLI, Reason.CONTENDED));
			trail.onEvent(new LeaseEvent.Refused(ORDER, MILLI, Reason.UNAVAILABLE));
			trail.onEvent(new LeaseEvent.Refused(ORDER, MILLI, Reason.UNAVAILABLE));
			trail.onEvent(acquired(7, Source.HANDED_ON));
			trail.onEvent(acquired(8, Source.NODES));
			trail.onEvent(acquired(9, Source.NODES));
		}
		assertThat(this.log.last(100)).map((each) -> each.entry().type())
			.containsExactly("quorum-lost", "handed-on", "quorum-back", "acquired", "acquired");
	}

	@Test
	void listenerThatFailsStopsNothing() {
		AuditTrail trail = new AuditTrail(this.log, (event) -> {
			throw new IllegalStateException("logged, as this test wants it");
		}, Ticker.system());
		try (trail) {
			trail.onEvent(acquired(7, Source.NODES));
			trail.onEvent(acquired(8, Source.NODES));
		}
		assertThat(this.log.last(100)).hasSize(2);
	}

	@Test
	void logThatFailsKeepsNoEventBackAndIsToldWhatItMissed() {
		List<AuditEntry> written = new CopyOnWriteArrayList<>();
		AuditLog failing = new AuditLog() {

			private int attempts;

			@Override
			public void append(AuditEntry entry) {
				if (this.attempts++ < 3) {
					throw new IllegalStateException("logged once, as this test wants it");
				}
				written.add(entry);
			}

			@Override
			public List<AuditRecord> last(int count) {
				return List.of();
			}

			@Override
			public AuditVerification verify() {
				return AuditVerification.of(AuditAnchor.ORIGIN, List.of());
			}

		};
		AuditTrail trail = new AuditTrail(failing, this.published::add, Ticker.system());
		try (trail; Warnings errors = new Warnings(AuditTrail.class)) {
			for (int token = 1; token <= 5; token++) {
				trail.onEvent(acquired(token, Source.NODES));
			}
			trail.close();
			assertThat(errors.messages()).singleElement().asString().contains("cannot be written");
		}
		assertThat(this.published).hasSize(5);
		assertThat(written).map(AuditEntry::type).containsExactly("left-out", "acquired", "acquired");
		assertThat(written.get(0).detail()).startsWith("3 events");
	}

	@Test
	void whatIsTooMuchIsLeftOutAndCounted() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		AuditTrail trail = new AuditTrail(this.log, (event) -> {
			begun.countDown();
			await(go);
		}, Ticker.system());
		try (trail) {
			trail.onEvent(acquired(1, Source.NODES));
			begun.await();
			for (int token = 2; token < 12_002; token++) {
				trail.onEvent(acquired(token, Source.NODES));
			}
			go.countDown();
		}
		List<AuditRecord> records = this.log.last(20_000);
		assertThat(records).hasSize(10_002);
		assertThat(records.get(1).entry().type()).isEqualTo("left-out");
		assertThat(records.get(1).entry().detail()).startsWith("2000 events");
		assertThat(this.log.verify().intact()).isTrue();
	}

	@Test
	void worksWithoutALog() {
		AuditTrail trail = new AuditTrail(null, this.published::add, Ticker.system());
		try (trail) {
			trail.onEvent(acquired(7, Source.NODES));
		}
		assertThat(this.published).hasSize(1);
	}

	private static LeaseEvent acquired(long token, Source source) {
		return new LeaseEvent.Acquired(ORDER, new FencingToken(token), MILLI, source);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
