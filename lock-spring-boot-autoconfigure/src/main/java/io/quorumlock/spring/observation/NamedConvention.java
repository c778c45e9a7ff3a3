package io.quorumlock.spring.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * The convention of one observation among those that share one.
 *
 * @param name the name of the observation
 * @param convention what all share
 */
record NamedConvention(String name,
		LockObservationConvention convention) implements ObservationConvention<LockObservationContext> {

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public @Nullable String getContextualName(LockObservationContext context) {
		return this.convention.getContextualName(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(LockObservationContext context) {
		return this.convention.getLowCardinalityKeyValues(context);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(LockObservationContext context) {
		return this.convention.getHighCardinalityKeyValues(context);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.convention.supportsContext(context);
	}

}
