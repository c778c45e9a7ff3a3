package com.example.migrating;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.example.shop.Order;
import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import org.redisson.api.RFencedLock;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;

class FromRedisson {

	private final RedissonClient redisson;

	private final LockManager lockManager;

	private final Payments payments;

	FromRedisson(RedissonClient redisson, LockManager lockManager, Payments payments) {
		this.redisson = redisson;
		this.lockManager = lockManager;
		this.payments = payments;
	}

	// tag::redisson-before[]
	boolean pay(Order order) throws InterruptedException {
		RLock lock = this.redisson.getLock("orders:" + order.id());
		if (!lock.tryLock(5, TimeUnit.SECONDS)) {
			return false;
		}
		try {
			this.payments.insert(order);
			return true;
		}
		finally {
			lock.unlock();
		}
	}
	// end::redisson-before[]

	// tag::redisson-fenced-before[]
	void payFenced(Order order) {
		RFencedLock lock = this.redisson.getFencedLock("orders:" + order.id());
		long token = lock.lockAndGetToken();
		try {
			this.payments.insert(order, token);
		}
		finally {
			lock.unlock();
		}
	}
	// end::redisson-fenced-before[]

	// tag::redisson-after[]
	void payWithLease(Order order) throws InterruptedException {
		LeaseRequest request = LeaseRequest.of("orders", order.id()).withWaitTime(Duration.ofSeconds(5));
		try (Lease lease = this.lockManager.acquire(request)) {
			this.payments.insert(order, lease.fencingToken().value());
		}
	}
	// end::redisson-after[]

}
