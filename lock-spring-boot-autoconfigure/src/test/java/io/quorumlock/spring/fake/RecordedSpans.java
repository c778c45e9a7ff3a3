package io.quorumlock.spring.fake;

import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;

/**
 * What was observed, as spans. Fails on an observation that is stopped twice, or told of
 * something after its end.
 */
public final class RecordedSpans {

	/** Where to observe. */
	public final TestObservationRegistry registry = TestObservationRegistry.create();

	private final SimpleTracer tracer = new SimpleTracer();

	public RecordedSpans() {
		this.registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(this.tracer));
	}

	/**
	 * Runs an action within a span.
	 * @param name the name of the span
	 * @param action the action
	 */
	public void within(String name, Runnable action) {
		Observation.createNotStarted(name, this.registry).observe(action);
	}

	/**
	 * A span that has ended.
	 * @param name its name
	 * @return the only one of that name
	 */
	public SimpleSpan span(String name) {
		List<SimpleSpan> found = this.tracer.getSpans().stream().filter((span) -> name.equals(span.getName())).toList();
		if (found.size() != 1) {
			throw new AssertionError("Of " + ended() + " there should be one '" + name + "'");
		}
		return found.get(0);
	}

	/**
	 * The spans that have ended.
	 * @return their names, in the order in which they were started
	 */
	public List<String> ended() {
		return this.tracer.getSpans().stream().filter(RecordedSpans::hasEnded).map(SimpleSpan::getName).toList();
	}

	/**
	 * The span around another.
	 * @param name the name of that
	 * @return the name of its parent, empty if there is none
	 */
	public String parent(String name) {
		String id = span(name).getParentId();
		return this.tracer.getSpans()
			.stream()
			.filter((span) -> span.getSpanId().equals(id))
			.map(SimpleSpan::getName)
			.findAny()
			.orElse("");
	}

	/**
	 * How many spans were started.
	 * @return a number
	 */
	public int started() {
		return this.tracer.getSpans().size();
	}

	private static boolean hasEnded(SimpleSpan span) {
		return span.getEndTimestamp().toEpochMilli() > 0;
	}

}
