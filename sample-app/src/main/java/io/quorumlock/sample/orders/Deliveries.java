package io.quorumlock.sample.orders;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;

import org.springframework.stereotype.Service;

/**
 * Fills the stock up, under the same lock that {@link OrderService} takes, but without an
 * annotation.
 */
@Service
public class Deliveries {

	private final LockManager locks;

	private final Stock stock;

	Deliveries(LockManager locks, Stock stock) {
		this.locks = locks;
		this.stock = stock;
	}

	/**
	 * Puts pieces of an article into the stock.
	 * @param article what is delivered
	 * @param pieces how many
	 * @throws InterruptedException if interrupted; nothing is held then
	 */
	public void deliver(String article, long pieces) throws InterruptedException {
		try (Lease lease = this.locks.acquire(LeaseRequest.of("stock", article))) {
			this.stock.put(article, pieces, lease.fencingToken());
		}
	}

}
