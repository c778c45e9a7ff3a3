package io.quorumlock.spring.autoconfigure;

import io.quorumlock.spring.aop.WrongUse;
import io.quorumlock.spring.aop.WrongUseException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Lists all methods whose annotations could not work, each with what to write instead.
 */
class WrongUseFailureAnalyzer extends AbstractFailureAnalyzer<WrongUseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WrongUseException cause) {
		StringBuilder description = new StringBuilder(
				"Annotations are used in a way that could not work:%n".formatted());
		StringBuilder action = new StringBuilder("Change these methods:%n".formatted());
		int number = 0;
		for (WrongUse mistake : cause.getMistakes()) {
			number++;
			description.append("%n  %d. %s%n     %s.".formatted(number, mistake.where(), mistake.problem()));
			action.append("%n  %d. %s%n     %s.".formatted(number, mistake.where(), mistake.remedy()));
		}
		return new FailureAnalysis(description.toString(), action.toString(), cause);
	}

}
