package io.quorumlock.sample.orders;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/**
 * Asks nobody, and takes as long as if it did.
 */
@Component
class UsualRiskCheck implements RiskCheck {

	private static final Duration CHECKING = Duration.ofMillis(60);

	@Override
	public void check(Transfer transfer) throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(CHECKING.toMillis());
	}

}
