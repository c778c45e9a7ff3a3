package io.quorumlock.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.quorumlock.Lease;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;

import org.springframework.stereotype.Service;

/**
 * Takes orders. Whoever changes the stock of an article does so alone, on whichever
 * instance.
 */
@Service
public class OrderService {

	private static final Duration STOCK_KEEPING = Duration.ofMillis(200);

	/**
	 * Takes one piece of an article out of the stock.
	 * @param article what is ordered, and the key of the lock
	 * @return the order, or empty if others kept the stock busy for too long
	 * @throws InterruptedException if interrupted; nothing is held then
	 */
	@DistributedLock(name = "stock", key = "#article", waitTime = "300ms", onContention = OnContention.SKIP)
	public Optional<Order> place(String article) throws InterruptedException {
		Instant begun = Instant.now();
		// Stands for what changes the stock: send the token along with every write
		TimeUnit.MILLISECONDS.sleep(STOCK_KEEPING.toMillis());
		return Optional.of(new Order(article, Lease.current().fencingToken(), begun, Instant.now()));
	}

}
