package com.example.shop;

import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.test.TestLocks;
import io.quorumlock.test.autoconfigure.AutoConfigureTestLocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests that what the pages show does what they say.
 */
// tag::first-test[]
// tag::test-class[]
@SpringBootTest
@AutoConfigureTestLocks
class OrderServiceTests {

	@Autowired
	private OrderService orders;

	@Autowired
	private TestLocks locks;

	// end::test-class[]

	@Test
	void orderIsNotPaidWhileSomebodyElsePaysIt() {
		this.locks.holdElsewhere("orders/42");
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.orders.pay(new Order("42", 5)));
	}
	// end::first-test[]

	@Autowired
	private Payments payments;

	@Autowired
	private Imports imports;

	@Autowired
	private Relay relay;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void createAccount() {
		this.jdbc.sql("create table if not exists account (id varchar primary key, paid bigint, token bigint)")
			.update();
		this.jdbc.sql("merge into account values ('42', 0, 0)").update();
	}

	@Test
	void laterHolderWinsOverAnEarlierOne() {
		this.orders.pay(new Order("42", 5));
		long token = this.jdbc.sql("select token from account").query(Long.class).single();
		this.payments.insert(new Order("42", 6), token);
		assertThatIllegalStateException().isThrownBy(() -> this.payments.insert(new Order("42", 7), token - 1));
		assertThat(this.jdbc.sql("select paid from account").query(Long.class).single()).isEqualTo(6);
	}

	@Test
	void importIsSkippedWhileSomebodyElseImportsOrNobodyVotes() {
		assertThat(this.imports.importPrices("acme")).hasValue(1);
		this.locks.holdElsewhere("imports/acme");
		assertThat(this.imports.importPrices("acme")).isEmpty();
		this.locks.loseQuorum();
		assertThat(this.imports.importPrices("other")).isEmpty();
	}

	@Test
	void importsAreLockedWithoutTheAnnotation() throws InterruptedException {
		assertThat(this.imports.importNow("acme")).isOne();
		assertThat(this.imports.importLater("acme").toCompletableFuture().join()).isOne();
		this.locks.holdElsewhere("imports/acme");
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.imports.importNow("acme"));
	}

	@Test
	void transferIsRefusedWhileOneOfTheAccountsIsBusy() {
		this.imports.transfer("a", "b", 5);
		this.locks.holdElsewhere("accounts/b");
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.imports.transfer("a", "b", 5));
	}

	@Test
	void leaderIsToldOfItsTerm() {
		this.locks.lead("default");
		assertThat(this.relay.term()).isPositive();
		this.orders.nightlyReport();
		this.locks.follow("default");
		assertThat(this.relay.term()).isZero();
	}

	@Test
	void importOfSeveralLinesAsksItsLease() {
		this.imports.importAll("acme");
	}

}
