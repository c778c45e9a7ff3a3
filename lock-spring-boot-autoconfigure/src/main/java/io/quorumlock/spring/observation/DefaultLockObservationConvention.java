package io.quorumlock.spring.observation;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.spring.observation.LockObservation.HighCardinality;
import io.quorumlock.spring.observation.LockObservation.LowCardinality;
import io.quorumlock.spring.observation.LockObservationContext.Outcome;

/**
 * Names observations as {@link LockObservation} says. To be extended by conventions that
 * add to it.
 */
public class DefaultLockObservationConvention implements LockObservationConvention {

	@Override
	public String getContextualName(LockObservationContext context) {
		LockName lock = context.getLock();
		return context.getObservation().verb() + " " + ((lock != null) ? lock.name() : context.getRole());
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(LockObservationContext context) {
		LockName lock = context.getLock();
		KeyValues values = (lock != null)
				? KeyValues.of(LowCardinality.NAME.withValue(lock.name()),
						LowCardinality.SCOPE.withValue(lock.scope().name().toLowerCase(Locale.ROOT)))
				: KeyValues.of(LowCardinality.ROLE.withValue(String.valueOf(context.getRole())));
		return (context.getObservation() != LockObservation.RELEASE) ? values.and(outcome(context)) : values;
	}

	private static KeyValue outcome(LockObservationContext context) {
		Outcome outcome = context.getOutcome();
		return LowCardinality.OUTCOME
			.withValue((outcome != null) ? outcome.name().toLowerCase(Locale.ROOT) : KeyValue.NONE_VALUE);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(LockObservationContext context) {
		LockName lock = context.getLock();
		FencingToken token = context.getToken();
		KeyValues values = KeyValues.empty();
		if (lock != null && !lock.keys().isEmpty()) {
			values = values.and(HighCardinality.KEY.withValue(String.join(", ", lock.keys())));
		}
		return (token != null) ? values.and(HighCardinality.TOKEN.withValue(token.toString())) : values;
	}

}
