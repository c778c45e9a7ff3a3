package io.quorumlock.sample.orders;

import java.util.Optional;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The order service as others see it.
 */
@RestController
class OrderController {

	private final OrderService orders;

	private final TransferService transfers;

	private final Prices prices;

	private final Deliveries deliveries;

	private final Shipping shipping;

	OrderController(OrderService orders, TransferService transfers, Prices prices, Deliveries deliveries,
			Shipping shipping) {
		this.orders = orders;
		this.transfers = transfers;
		this.prices = prices;
		this.deliveries = deliveries;
		this.shipping = shipping;
	}

	@PostMapping(path = "/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Order> order(@RequestBody Item item) throws InterruptedException {
		Optional<Order> placed = this.orders.place(item.article());
		return placed.map((order) -> ResponseEntity.status(HttpStatus.CREATED).body(order))
			.orElseGet(() -> ResponseEntity.status(HttpStatus.CONFLICT).build());
	}

	@PostMapping(path = "/transfers", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Void> transfer(@RequestBody Transfer transfer) throws InterruptedException {
		boolean done = this.transfers.transfer(transfer);
		return ResponseEntity.status(done ? HttpStatus.CREATED : HttpStatus.CONFLICT).build();
	}

	@GetMapping("/prices/{article}")
	long price(@PathVariable String article) {
		return this.prices.price(article);
	}

	@PostMapping(path = "/deliveries", consumes = MediaType.APPLICATION_JSON_VALUE)
	void deliver(@RequestBody Item item) throws InterruptedException {
		this.deliveries.deliver(item.article(), 1);
	}

	@PostMapping(path = "/parcels", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<String> ship(@RequestBody Item item) {
		return this.shipping.ship("post", item.article());
	}

	/**
	 * A piece of an article.
	 *
	 * @param article the article
	 */
	record Item(String article) {

	}

}
