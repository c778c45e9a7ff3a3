package io.quorumlock.election;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import io.quorumlock.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps the events of one role and puts them into its mailbox. Used on the protocol's
 * thread only.
 */
final class Events {

	private static final Logger logger = LoggerFactory.getLogger(Events.class);

	private final String role;

	private final Ticker ticker;

	private final LeadershipListener listener;

	private final Mailbox mailbox;

	private long sequence;

	Events(String role, Ticker ticker, LeadershipListener listener, Mailbox mailbox) {
		this.role = role;
		this.ticker = ticker;
		this.listener = listener;
		this.mailbox = mailbox;
	}

	Instant now() {
		return Instant.EPOCH.plus(this.ticker.wallMicros(), ChronoUnit.MICROS);
	}

	/**
	 * Posts an event.
	 * @param term its term
	 * @param instanceId who leads or led it
	 * @param current whether it still holds; asked by any thread
	 * @param event makes the event of its stamp
	 */
	void post(long term, String instanceId, BooleanSupplier current, Function<EventStamp, LeadershipEvent> event) {
		post(term, instanceId, current, event, (failure) -> {
		});
	}

	/**
	 * Posts an event whose listeners may fail to deal with it.
	 * @param failed told on the mailbox's thread what they threw
	 */
	void post(long term, String instanceId, BooleanSupplier current, Function<EventStamp, LeadershipEvent> event,
			Consumer<Throwable> failed) {
		LeadershipEvent stamped = event
			.apply(new EventStamp(this.role, term, instanceId, ++this.sequence, now(), current));
		this.mailbox.post(() -> {
			try {
				this.listener.onEvent(stamped);
			}
			catch (RuntimeException | Error ex) {
				logger.atError()
					.addKeyValue("role", this.role)
					.addKeyValue("term", term)
					.setCause(ex)
					.log("A listener failed on {}", stamped);
				failed.accept(ex);
				if (ex instanceof Error error) {
					throw error;
				}
			}
		});
	}

}
