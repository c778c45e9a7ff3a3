package com.example.shop;

import io.quorumlock.Lease;
import io.quorumlock.annotation.DistributedLock;

import org.springframework.stereotype.Service;

@Service
public class OrderService {

	@DistributedLock(name = "orders", key = "#id")
	public void pay(String id) throws InterruptedException {
		long token = Lease.current().fencingToken().value();
		System.out.println(token + " begins to pay order " + id);
		Thread.sleep(50);
		System.out.println(token + " has paid order " + id);
	}

}
