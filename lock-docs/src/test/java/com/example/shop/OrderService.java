package com.example.shop;

import io.quorumlock.Lease;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

@Service
class OrderService {

	private final Payments payments;

	OrderService(Payments payments) {
		this.payments = payments;
	}

	// tag::annotations[]
	@DistributedLock(name = "orders", key = "#order.id")
	public void pay(Order order) {
		this.payments.insert(order, Lease.current().fencingToken().value());
	}

	@LeaderOnly
	@Scheduled(cron = "0 0 3 * * *")
	public void nightlyReport() {
		// end::annotations[]
		this.payments.report(Lease.current().fencingToken().value());
	}

}
