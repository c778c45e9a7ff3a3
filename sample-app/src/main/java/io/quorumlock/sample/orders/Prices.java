package io.quorumlock.sample.orders;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quorumlock.annotation.DistributedLock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Computes prices from what was ordered, which one instance at a time does for all.
 */
@Service
public class Prices {

	private static final long BASE = 100;

	private final Map<String, Long> lastKnown = new ConcurrentHashMap<>();

	private final JdbcClient jdbc;

	Prices(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The price of an article, computed anew, or the last one if others compute it or too
	 * few nodes vote.
	 * @param article what costs that much
	 * @return the price in cents
	 */
	@DistributedLock(name = "prices", key = "#article", waitTime = "0ms", fallbackMethod = "lastKnown")
	public long price(String article) {
		long ordered = this.jdbc.sql("select count(*) from placed_order where article = ?")
			.param(article)
			.query(Long.class)
			.single();
		long price = BASE + ordered / 10;
		this.lastKnown.put(article, price);
		return price;
	}

	// Runs without the lock, with the same arguments
	@SuppressWarnings("UnusedMethod")
	private long lastKnown(String article) {
		return this.lastKnown.getOrDefault(article, BASE);
	}

}
