package io.quorumlock.sample.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Page} of the one {@link RunningSample}, or the reason why there
 * is none.
 */
final class BrowserExtension implements ExecutionCondition, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (Chromium.find().isEmpty()) {
			return ConditionEvaluationResult.disabled("no chromium and chromedriver on the PATH");
		}
		return ConditionEvaluationResult.enabled("chromium and chromedriver are there");
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Page.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		// Kept, and closed at the end, by the context of all tests
		return context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(RunningSample.class, (key) -> RunningSample.start(), RunningSample.class)
			.page();
	}

}
