package io.quorumlock.sample.instance;

import io.quorumlock.LockException;
import io.quorumlock.sample.orders.Deliveries;
import io.quorumlock.sample.orders.Prices;
import io.quorumlock.sample.orders.Shipping;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Use what else the order service has, now and then.
 */
@Component
class Visitors {

	private final Prices prices;

	private final Deliveries deliveries;

	private final Shipping shipping;

	Visitors(Prices prices, Deliveries deliveries, Shipping shipping) {
		this.prices = prices;
		this.deliveries = deliveries;
		this.shipping = shipping;
	}

	@Scheduled(fixedDelayString = "${sample.visit-pause}", initialDelayString = "${sample.visit-pause}")
	void visit() throws InterruptedException {
		try {
			this.prices.price("tea");
			this.deliveries.deliver("tea", 1);
			this.shipping.ship("post", "tea").block();
		}
		catch (LockException ex) {
			// They come again
		}
	}

}
