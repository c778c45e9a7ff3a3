package io.quorumlock.sample.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.quorumlock.LeaseLostException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.sample.Console;
import io.quorumlock.sample.orders.Order;
import io.quorumlock.sample.orders.OrderService;
import io.quorumlock.sample.orders.StaleWriteException;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Order the same article at every instance in the same second, so that these have
 * something to compete for.
 */
@Component
class Customers {

	private final OrderService orders;

	Customers(OrderService orders) {
		this.orders = orders;
	}

	@Scheduled(cron = "${sample.order-cron}")
	void order() throws InterruptedException {
		Instant asked = Instant.now();
		try {
			show(asked, this.orders.place("coffee"));
		}
		catch (QuorumUnavailableException ex) {
			Console.show("order", "undecided", String.valueOf(ex.getMessage()));
		}
		catch (LeaseLostException | StaleWriteException ex) {
			Console.show("order", "lost", String.valueOf(ex.getMessage()));
		}
	}

	private static void show(Instant asked, Optional<Order> placed) {
		if (placed.isPresent()) {
			Order order = placed.get();
			Console.show("order", "won", "token %s  waited %3d ms  held %3d ms  stock/%s".formatted(order.token(),
					millis(asked, order.begun()), millis(order.begun(), order.ended()), order.article()));
		}
		else {
			Console.show("order", "skipped",
					"%-22s  waited %3d ms  others held it".formatted("", millis(asked, Instant.now())));
		}
	}

	private static long millis(Instant from, Instant to) {
		return Duration.between(from, to).toMillis();
	}

}
