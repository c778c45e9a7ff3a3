package io.quorumlock.sample.orders;

import java.time.Instant;
import java.util.Optional;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes orders. Whoever changes the stock of an article does so alone, on whichever
 * instance.
 */
@Service
public class OrderService {

	private final Stock stock;

	private final JdbcClient jdbc;

	OrderService(Stock stock, JdbcClient jdbc) {
		this.stock = stock;
		this.jdbc = jdbc;
	}

	/**
	 * Takes one piece of an article out of the stock, and writes the order down. The
	 * transaction is committed before the lock is given back, and rolled back if the lock
	 * is lost.
	 * @param article what is ordered, and the key of the lock
	 * @return the order, or empty if others kept the stock busy for too long
	 * @throws InterruptedException if interrupted; nothing is held then
	 */
	@DistributedLock(name = "stock", key = "#article", waitTime = "300ms", onContention = OnContention.SKIP)
	@Transactional
	public Optional<Order> place(String article) throws InterruptedException {
		Instant begun = Instant.now();
		FencingToken token = Lease.current().fencingToken();
		this.stock.take(article, token);
		this.jdbc.sql("insert into placed_order (article, token) values (?, ?)")
			.params(article, token.value())
			.update();
		return Optional.of(new Order(article, token, begun, Instant.now()));
	}

}
