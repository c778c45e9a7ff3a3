package com.example.shop;

import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.testing.Spin;

import org.springframework.stereotype.Service;

@Service
public class OrderService {

	private final AtomicInteger inside = new AtomicInteger();

	private final AtomicInteger mostInside = new AtomicInteger();

	@DistributedLock(name = "orders", key = "#order.id")
	public void pay(Order order) {
		int now = this.inside.incrementAndGet();
		this.mostInside.accumulateAndGet(now, Math::max);
		Spin.aMoment();
		this.inside.decrementAndGet();
	}

	@LeaderOnly
	public String nightlyReport() {
		return "report";
	}

	public int getMostInside() {
		return this.mostInside.get();
	}

	public record Order(long id) {

	}

}
