package com.example.migrating;

import com.baomidou.lock.annotation.Lock4j;
import com.example.shop.Order;
import io.quorumlock.Lease;
import io.quorumlock.annotation.DistributedLock;

class FromLock4j {

	private final Payments payments;

	FromLock4j(Payments payments) {
		this.payments = payments;
	}

	// tag::lock4j-before[]
	@Lock4j(name = "orders", keys = "#order.id", acquireTimeout = 5000)
	public void pay(Order order) {
		this.payments.insert(order);
	}
	// end::lock4j-before[]

	// tag::lock4j-after[]
	@DistributedLock(name = "orders", key = "#order.id", waitTime = "5s")
	public void payWithLease(Order order) {
		this.payments.insert(order, Lease.current().fencingToken().value());
	}
	// end::lock4j-after[]

}
