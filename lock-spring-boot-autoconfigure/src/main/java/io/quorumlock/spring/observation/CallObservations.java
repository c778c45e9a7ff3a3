package io.quorumlock.spring.observation;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.quorumlock.LockName;
import io.quorumlock.spring.call.CallTrace;
import io.quorumlock.spring.call.CallTracer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Traces calls as observations, as {@link LockObservation} says. Costs next to nothing
 * where nobody handles observations.
 */
public final class CallObservations implements CallTracer {

	private static final Logger logger = LoggerFactory.getLogger(CallObservations.class);

	private static final LockObservationConvention DEFAULT = new DefaultLockObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable LockObservationConvention convention;

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Observations of calls.
	 * @param registry where to observe
	 * @param convention names the observations, {@code null} for the registry's own
	 * convention or else the {@link DefaultLockObservationConvention}
	 */
	public CallObservations(ObservationRegistry registry, @Nullable LockObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	private static NamedConvention named(LockObservation observation, LockObservationConvention convention) {
		return new NamedConvention(convention.getName(observation), convention);
	}

	@Override
	public CallTrace lock(LockName lock, Function<Object, @Nullable Object> context) {
		return this.registry.isNoop() ? CallTrace.NONE
				: new ObservedCall(new CallSpans.OfLock(this, lock, parent(context)));
	}

	@Override
	public CallTrace role(String role, Function<Object, @Nullable Object> context) {
		return this.registry.isNoop() ? CallTrace.NONE
				: new ObservedCall(new CallSpans.OfRole(this, role, parent(context)));
	}

	private @Nullable Observation parent(Function<Object, @Nullable Object> context) {
		return (context.apply(ObservationThreadLocalAccessor.KEY) instanceof Observation parent) ? parent
				: this.registry.getCurrentObservation();
	}

	/**
	 * Starts a span.
	 * @param context what is known of it
	 * @param parent its parent, {@code null} for none
	 */
	Span start(LockObservationContext context, @Nullable Observation parent) {
		try {
			LockObservation kind = context.getObservation();
			Observation observation = Observation.createNotStarted(
					(this.convention != null) ? named(kind, this.convention) : null, named(kind, DEFAULT),
					() -> context, this.registry);
			if (parent != null) {
				observation.parentObservation(parent);
			}
			return new Span(context, observation.start(), this.registry, this::failed);
		}
		catch (RuntimeException ex) {
			failed(ex);
			return new Span(context, Observation.NOOP, this.registry, this::failed);
		}
	}

	/**
	 * A handler or a convention has failed. They do so again and again, so once is
	 * enough.
	 */
	private void failed(RuntimeException failure) {
		if (this.told.compareAndSet(false, true)) {
			logger.warn("An observation of a locked method failed; the method is not concerned. Further failures are "
					+ "not logged", failure);
		}
	}

}
