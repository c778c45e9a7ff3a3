package io.quorumlock.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of annotated methods. A bean of this type replaces the
 * {@link DefaultLockObservationConvention}.
 */
public interface LockObservationConvention extends ObservationConvention<LockObservationContext> {

	/**
	 * The name of an observation, asked for once and used in place of {@link #getName()}.
	 * @param observation one of the observations that are documented
	 * @return its name, as documented unless overridden
	 */
	default String getName(LockObservation observation) {
		return observation.getName();
	}

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof LockObservationContext;
	}

}
