package io.quorumlock.spring.observation;

import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.quorumlock.spring.call.CallTrace.Scope;
import io.quorumlock.spring.observation.LockObservation.LockEvent;
import io.quorumlock.spring.observation.LockObservationContext.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A started observation that is stopped once. What handlers throw is told, but thrown to
 * nobody. Thread-safe.
 */
final class Span {

	private final LockObservationContext context;

	private final Observation observation;

	private final ObservationRegistry registry;

	private final Consumer<RuntimeException> failures;

	private boolean stopped;

	Span(LockObservationContext context, Observation observation, ObservationRegistry registry,
			Consumer<RuntimeException> failures) {
		this.context = context;
		this.observation = observation;
		this.registry = registry;
		this.failures = failures;
	}

	LockObservationContext context() {
		return this.context;
	}

	Observation observation() {
		return this.observation;
	}

	/**
	 * Whether nobody observes.
	 */
	boolean isNoop() {
		return this.observation.isNoop();
	}

	/**
	 * Makes this the current observation of the thread.
	 */
	Scope open() {
		Observation.Scope outer = this.registry.getCurrentObservationScope();
		try {
			Observation.Scope scope = this.observation.openScope();
			return () -> close(scope, outer);
		}
		catch (RuntimeException ex) {
			failed(ex, outer);
			return Scope.NONE;
		}
	}

	private void close(Observation.Scope scope, Observation.@Nullable Scope outer) {
		try {
			scope.close();
		}
		catch (RuntimeException ex) {
			failed(ex, outer);
		}
	}

	// The registry has not come to that
	private void failed(RuntimeException failure, Observation.@Nullable Scope outer) {
		this.registry.setCurrentObservationScope(outer);
		this.failures.accept(failure);
	}

	synchronized void event(LockEvent event) {
		if (!this.stopped) {
			attempt(() -> this.observation.event(event));
		}
	}

	synchronized void error(Throwable failure) {
		if (!this.stopped) {
			attempt(() -> this.observation.error(failure));
		}
	}

	/**
	 * Ends it, unless it has ended.
	 * @param outcome what came of it, {@code null} if there is nothing to say
	 */
	synchronized void stop(@Nullable Outcome outcome) {
		if (!this.stopped) {
			this.stopped = true;
			this.context.setOutcome(outcome);
			attempt(this.observation::stop);
		}
	}

	private void attempt(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			this.failures.accept(ex);
		}
	}

}
