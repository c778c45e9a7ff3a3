package io.quorumlock.sample;

import java.time.Instant;
import java.util.Optional;

import io.quorumlock.FencingToken;
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

	private final Stock stock;

	OrderService(Stock stock) {
		this.stock = stock;
	}

	/**
	 * Takes one piece of an article out of the stock.
	 * @param article what is ordered, and the key of the lock
	 * @return the order, or empty if others kept the stock busy for too long
	 * @throws InterruptedException if interrupted; nothing is held then
	 */
	@DistributedLock(name = "stock", key = "#article", waitTime = "300ms", onContention = OnContention.SKIP)
	public Optional<Order> place(String article) throws InterruptedException {
		Instant begun = Instant.now();
		FencingToken token = Lease.current().fencingToken();
		this.stock.take(article, token);
		return Optional.of(new Order(article, token, begun, Instant.now()));
	}

}
