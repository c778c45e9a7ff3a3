package io.quorumlock.test.autoconfigure;

import java.util.function.Consumer;

import io.quorumlock.test.TestLocks;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Keeps what one test method made happen from the next.
 */
class TestLocksTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext testContext) {
		with(testContext, TestLocks::settle);
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		with(testContext, TestLocks::reset);
	}

	private static void with(TestContext testContext, Consumer<TestLocks> action) {
		if (testContext.hasApplicationContext()) {
			ApplicationContext context = testContext.getApplicationContext();
			context.getBeanProvider(TestLocks.class).ifAvailable(action);
		}
	}

}
