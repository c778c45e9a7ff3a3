package io.quorumlock.sample.orders;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.test.TestLocks;
import io.quorumlock.test.autoconfigure.AutoConfigureTestLocks;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Prices}, {@link Deliveries}, {@link Shipping} and
 * {@link SettlementJob}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "sample.report-cron=-", "sample.settlement-cron=-" })
@AutoConfigureTestLocks
class OrderFeaturesTests {

	@Autowired
	private Prices prices;

	@Autowired
	private Deliveries deliveries;

	@Autowired
	private Shipping shipping;

	@Autowired
	private OrderService orders;

	@Autowired
	private SettlementJob settlement;

	@Autowired
	private Stock stock;

	@Autowired
	private TestLocks locks;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void lastKnownPriceIsTheFallback() {
		// Or the last price would be the one of an article that nobody has ordered
		this.jdbc.sql("insert into placed_order (token, article) select 1, 'tea' from system_range(1, 20)").update();
		long price = this.prices.price("tea");
		this.jdbc.sql("insert into placed_order (token, article) select 1, 'tea' from system_range(1, 50)").update();
		this.locks.holdElsewhere("prices/tea");
		assertThat(this.prices.price("tea")).isEqualTo(price);
		this.locks.letGo("prices/tea");
		assertThat(this.prices.price("tea")).isEqualTo(price + 5);
	}

	@Test
	void deliveryNeedsTheLockOfTheStockAndLeavesItsToken() throws Exception {
		long pieces = this.stock.pieces("tea");
		this.deliveries.deliver("tea", 7);
		assertThat(this.stock.pieces("tea")).isEqualTo(pieces + 7);
		assertThat(this.jdbc.sql("select token from stock where article = 'tea'").query(Long.class).single())
			.isPositive();
		this.locks.holdElsewhere("stock/tea");
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.deliveries.deliver("tea", 7));
	}

	@Test
	void carrierIsLockedUntilTheParcelIsHandedOver() {
		assertThat(this.shipping.ship("post", "tea").block()).matches("post-tea-\\d+");
		assertThat(this.locks.isHeld("carrier/post")).isFalse();
		this.locks.holdElsewhere("carrier/post");
		CompletableFuture<String> waiting = this.shipping.ship("post", "tea").toFuture();
		assertThat(waiting).isNotDone();
		this.locks.advance(Duration.ofSeconds(5));
		assertThat(waiting).isCompletedExceptionally();
	}

	@Test
	void orderIsWrittenDownWithTheStock() throws Exception {
		long pieces = this.stock.pieces("coffee");
		Order order = this.orders.place("coffee").orElseThrow();
		assertThat(this.stock.pieces("coffee")).isEqualTo(pieces - 1);
		assertThat(this.jdbc.sql("select article from placed_order where token = ?")
			.param(order.token().value())
			.query(String.class)
			.single()).isEqualTo("coffee");
	}

	@Test
	void onlyTheLeaderSettles() {
		this.jdbc.sql("insert into placed_order (token, article) values (2, 'tea')").update();
		this.locks.lead("settlement");
		this.settlement.settle();
		long settled = count("select orders from settlement");
		assertThat(settled).isEqualTo(count("select count(*) from placed_order"));
		this.jdbc.sql("insert into placed_order (token, article) values (3, 'tea')").update();
		this.locks.follow("settlement");
		this.settlement.settle();
		assertThat(count("select orders from settlement")).isEqualTo(settled);
	}

	private long count(String sql) {
		return this.jdbc.sql(sql).query(Long.class).single();
	}

}
