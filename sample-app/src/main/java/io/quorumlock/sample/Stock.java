package io.quorumlock.sample;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.quorumlock.FencingToken;

import org.springframework.stereotype.Component;

/**
 * Stands for what keeps the stock, and is slow enough to watch.
 */
@Component
class Stock {

	private static final Duration KEEPING = Duration.ofMillis(200);

	/**
	 * Takes one piece out.
	 * @param article the article
	 * @param token goes along with every write, so that one of a holder that was
	 * overtaken can be refused
	 */
	void take(String article, FencingToken token) throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(KEEPING.toMillis());
	}

}
