package com.example.shop;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Payments {

	private final JdbcClient jdbc;

	Payments(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	// tag::guarded-write[]
	void insert(Order order, long token) {
		int rows = this.jdbc.sql("update account set paid = :paid, token = :token where id = :id and token <= :token")
			.param("id", order.id())
			.param("paid", order.amount())
			.param("token", token)
			.update();
		if (rows == 0) {
			throw new IllegalStateException("A later holder has written order " + order.id());
		}
	}
	// end::guarded-write[]

	void report(long token) {
	}

}
