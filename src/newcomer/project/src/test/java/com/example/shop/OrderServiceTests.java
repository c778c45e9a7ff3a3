package com.example.shop;

import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.test.TestLocks;
import io.quorumlock.test.autoconfigure.AutoConfigureTestLocks;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest
@AutoConfigureTestLocks
class OrderServiceTests {

	@Autowired
	private OrderService orders;

	@Autowired
	private TestLocks locks;

	@Test
	void orderIsNotPaidWhileSomebodyElsePaysIt() {
		this.locks.holdElsewhere("orders/42");
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.orders.pay("42"));
	}

}
