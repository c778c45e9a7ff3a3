package io.quorumlock.quorum.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.quorumlock.NodeStatistics;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The link to one node. Operations that are due in the same turn of the protocol's thread
 * travel in one batch. A node that does not answer in time costs its timeout a few times,
 * then a circuit breaker spares it. Used on the protocol's thread only.
 */
public class NodeLink {

	private static final String TIMED_OUT = "no answer in time";

	/** How many operations there is room for at first: more than two are rare. */
	private static final int USUAL_BATCH = 2;

	private final LeaseNode node;

	private final LinkSettings settings;

	private final Ticker ticker;

	private final Timers timers;

	private final CircuitBreaker breaker;

	private final LatencyEstimate estimate;

	private final Deadlines deadlines;

	private List<Operation> operations = new ArrayList<>(USUAL_BATCH);

	private List<Reply> replies = new ArrayList<>(USUAL_BATCH);

	private final Map<Runnable, Timers.Timer> retries = new LinkedHashMap<>();

	private boolean flushing;

	private final LongAdder answered = new LongAdder();

	private final LongAdder answerNanos = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder skipped = new LongAdder();

	/** Of the last answer, -1 if there was none yet. */
	private volatile long latencyNanos = -1;

	/**
	 * A new link.
	 * @param node the node it leads to
	 * @param settings how to treat the node
	 * @param ticker the clocks
	 * @param timers the protocol's thread
	 */
	public NodeLink(LeaseNode node, LinkSettings settings, Ticker ticker, Timers timers) {
		this.node = node;
		this.settings = settings;
		this.ticker = ticker;
		this.timers = timers;
		this.estimate = new LatencyEstimate(settings.minTimeout().toNanos(), settings.timeout().toNanos());
		this.deadlines = new Deadlines(ticker, timers, this.estimate, this::expired);
		this.breaker = CircuitBreaker.of(node.name(),
				CircuitBreakerConfig.custom()
					.slidingWindowSize(settings.breakerCalls())
					.minimumNumberOfCalls(settings.breakerCalls())
					.waitDurationInOpenState(settings.breakerWait())
					.permittedNumberOfCallsInHalfOpenState(1)
					.clock(new BreakerClock(ticker))
					.currentTimestampFunction((clock) -> ticker.nanos(), TimeUnit.NANOSECONDS)
					.build());
	}

	/**
	 * The name of the node.
	 * @return its name, without credentials
	 */
	public String name() {
		return this.node.name();
	}

	/**
	 * The state of the circuit breaker.
	 * @return its name, such as {@code CLOSED}
	 */
	public String breakerState() {
		return this.breaker.getState().name();
	}

	/**
	 * How long the last answer took.
	 * @return the time from sending to the answer, {@code null} if there was none yet
	 */
	public @Nullable Duration latency() {
		long nanos = this.latencyNanos;
		return (nanos >= 0) ? Duration.ofNanos(nanos) : null;
	}

	/**
	 * How the node has served so far. From any thread.
	 * @param sitsOut whether it does not vote, as it may have forgotten grants
	 * @return what was counted
	 */
	public NodeStatistics statistics(boolean sitsOut) {
		return new NodeStatistics(name(), this.answered.sum(), Duration.ofNanos(this.answerNanos.sum()),
				this.failed.sum(), this.skipped.sum(), latency(), this.node.connected(), breakerState(), sitsOut);
	}

	/**
	 * Sends an operation at the end of this turn, together with the others sent until
	 * then and after those sent before.
	 * @param operation what to send
	 * @param reply takes the outcome, never from within this call
	 */
	public void send(Operation operation, Reply reply) {
		this.operations.add(operation);
		this.replies.add(reply);
		if (!this.flushing) {
			this.flushing = true;
			this.timers.execute(this::flush);
		}
	}

	/**
	 * Asks a question past the circuit breaker.
	 * @param question what to ask
	 * @param result told once what the node answered within the longest timeout
	 */
	public void probe(Operation question, Consumer<Batch> result) {
		Moment sentAt = Moment.now(this.ticker);
		Once<Batch> once = new Once<>(result);
		Timers.Timer timer = this.timers.schedule(this.settings.timeout().toNanos(),
				() -> once.accept(new Batch.Unanswered(TIMED_OUT)));
		this.node.submit(List.of(question), (batch) -> {
			timer.cancel();
			if (batch instanceof Batch.Answered) {
				measure(sentAt);
			}
			once.accept(complete(batch, 1));
		});
	}

	/**
	 * Listens to what is announced on a channel, as {@link LeaseNode#subscribe} says.
	 * @param channel the channel
	 * @param messages takes each message
	 */
	public void subscribe(String channel, Consumer<String> messages) {
		this.node.subscribe(channel, messages);
	}

	/**
	 * Does something again as soon as the node answers anything.
	 * @param patienceNanos how long to wait for that at most, in ns
	 * @param action what to do
	 */
	public void retry(long patienceNanos, Runnable action) {
		this.retries.put(action, this.timers.schedule(patienceNanos, () -> {
			this.retries.remove(action);
			action.run();
		}));
	}

	private void retryAll() {
		if (!this.retries.isEmpty()) {
			Map<Runnable, Timers.Timer> due = new LinkedHashMap<>(this.retries);
			this.retries.clear();
			due.forEach((action, timer) -> {
				timer.cancel();
				action.run();
			});
		}
	}

	private void flush() {
		this.flushing = false;
		List<Operation> dueOperations = this.operations;
		List<Reply> dueReplies = this.replies;
		this.operations = new ArrayList<>(USUAL_BATCH);
		this.replies = new ArrayList<>(USUAL_BATCH);
		if (dueOperations.size() <= this.settings.maxBatch()) {
			// Nearly always
			exchange(new Exchange(dueOperations, dueReplies, Moment.now(this.ticker)));
			return;
		}
		for (int from = 0; from < dueOperations.size(); from += this.settings.maxBatch()) {
			int to = Math.min(from + this.settings.maxBatch(), dueOperations.size());
			exchange(new Exchange(dueOperations.subList(from, to), dueReplies.subList(from, to),
					Moment.now(this.ticker)));
		}
	}

	private void exchange(Exchange exchange) {
		// Renewals are few, and a session may end before the breaker lets a call through
		if (!this.breaker.tryAcquirePermission() && !exchange.renews()) {
			this.skipped.increment();
			exchange.failed(new Outcome.NotSent("circuit breaker is open"));
			return;
		}
		this.deadlines.add(exchange);
		this.node.submit(exchange.operations(),
				(batch) -> arrived(exchange, complete(batch, exchange.operations().size())));
	}

	/**
	 * Who answers more or less than was asked has not answered: nobody knows what belongs
	 * to what.
	 */
	private static Batch complete(Batch batch, int asked) {
		boolean isIncomplete = batch instanceof Batch.Answered answered && answered.answers().size() != asked;
		return isIncomplete ? new Batch.Unanswered("wrong number of answers") : batch;
	}

	private void expired(Exchange exchange) {
		this.estimate.timedOut();
		fail(exchange, TIMED_OUT);
	}

	private void arrived(Exchange exchange, Batch batch) {
		if (batch instanceof Batch.Answered answered) {
			long nanos = measure(exchange.sentAt());
			if (!exchange.isSettled()) {
				this.answered.increment();
				this.answerNanos.add(nanos);
				if (this.breaker.getState() == CircuitBreaker.State.OPEN) {
					this.breaker.transitionToClosedState();
				}
				this.breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
			}
			else if (this.breaker.getState() == CircuitBreaker.State.OPEN) {
				// Too late, but a sign of life: the next call shows whether it is in time
				// again
				this.breaker.transitionToHalfOpenState();
			}
			exchange.answered(answered);
			this.deadlines.settled();
			retryAll();
		}
		else if (batch instanceof Batch.Unanswered unanswered) {
			fail(exchange, unanswered.reason());
		}
		else if (batch instanceof Batch.NotSent notSent && !exchange.isSettled()) {
			// Costs nothing, so it is no reason to stop trying
			this.breaker.releasePermission();
			this.skipped.increment();
			exchange.failed(new Outcome.NotSent(notSent.reason()));
		}
	}

	private void fail(Exchange exchange, String reason) {
		if (!exchange.isSettled()) {
			this.failed.increment();
			this.breaker.onError(latencyNanos(exchange.sentAt(), this.ticker.nanos()), TimeUnit.NANOSECONDS,
					new NodeFailure(reason));
			exchange.failed(new Outcome.Unanswered(reason));
		}
	}

	/**
	 * An answer has come, in time or not.
	 * @return how long it took
	 */
	private long measure(Moment sentAt) {
		long now = this.ticker.nanos();
		long nanos = latencyNanos(sentAt, now);
		this.latencyNanos = nanos;
		this.estimate.answered(nanos, now);
		return nanos;
	}

	private static long latencyNanos(Moment sentAt, long now) {
		return Math.max(0, now - sentAt.nanos());
	}

}
