package io.quorumlock.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Names the property to change, and what to write instead.
 */
class InvalidLockPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidLockPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidLockPropertyException cause) {
		String description = "The property '" + cause.getProperty() + "' has the value '" + cause.getValue() + "', but "
				+ cause.getReason() + ".";
		return new FailureAnalysis(description, cause.getRemedy() + ".", cause);
	}

}
