package com.example.shop;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.example.shop.OrderService.Order;
import io.quorumlock.LockManager;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the starter alone is enough for an application.
 */
@SpringBootTest
class ShopApplicationTests {

	private static RedisQuorum quorum;

	@Autowired
	private OrderService orders;

	@Autowired
	private LockManager lockManager;

	@BeforeAll
	static void startRedis() {
		quorum = RedisQuorum.start(3);
	}

	@AfterAll
	static void stopRedis() {
		quorum.close();
	}

	@DynamicPropertySource
	static void nodes(DynamicPropertyRegistry registry) {
		registry.add("lock.nodes", () -> String.join(",", quorum.uris()));
	}

	@Test
	void oneThreadAtATimePaysAnOrder() throws Exception {
		Await.until("the nodes vote", () -> this.lockManager.health().toCompletableFuture().join().voting() == 3);
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			List<Callable<Object>> calls = IntStream.range(0, 20)
				.mapToObj((i) -> Executors.callable(() -> this.orders.pay(new Order(42))))
				.toList();
			for (Future<Object> call : executor.invokeAll(calls)) {
				call.get();
			}
		}
		finally {
			executor.shutdown();
		}
		assertThat(this.orders.getMostInside()).isOne();
	}

	@Test
	void theOnlyInstanceLeads() {
		Await.until("it leads", () -> "report".equals(this.orders.nightlyReport()));
	}

}
