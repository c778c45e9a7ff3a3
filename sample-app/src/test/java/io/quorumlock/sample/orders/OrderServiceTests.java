package io.quorumlock.sample.orders;

import java.time.Duration;

import io.quorumlock.FencingToken;
import io.quorumlock.LeaseLostException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.test.TestLocks;
import io.quorumlock.test.autoconfigure.AutoConfigureTestLocks;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link OrderService} when others are at the stock.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "sample.report-cron=-", "sample.settlement-cron=-" })
@AutoConfigureTestLocks
class OrderServiceTests {

	@Autowired
	private OrderService orders;

	@Autowired
	private TestLocks locks;

	@MockitoBean
	private Stock stock;

	// tag::held-elsewhere[]
	@Test
	void orderIsSkippedWhileOthersKeepTheStockBusy() throws Exception {
		this.locks.holdElsewhere("stock/coffee");
		assertThat(this.orders.place("coffee")).isEmpty();
		verifyNoInteractions(this.stock);
	}

	@Test
	void orderWaitsForOthersThatAreDoneInTime() throws Exception {
		this.locks.holdElsewhere("stock/coffee", Duration.ofMillis(200));
		assertThat(this.orders.place("coffee")).isPresent();
	}
	// end::held-elsewhere[]

	@Test
	void orderOfAnotherArticleDoesNotWait() throws Exception {
		this.locks.holdElsewhere("stock/coffee");
		assertThat(this.orders.place("tea")).isPresent();
	}

	// tag::lost[]
	@Test
	void orderFailsIfItsLockIsLostMeanwhile() throws Exception {
		willAnswer((call) -> {
			this.locks.lose("stock/coffee");
			return null;
		}).given(this.stock).take(eq("coffee"), any(FencingToken.class));
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> this.orders.place("coffee"));
	}
	// end::lost[]

	@Test
	void orderFailsWithoutQuorum() {
		this.locks.loseQuorum();
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(() -> this.orders.place("coffee"));
		verifyNoInteractions(this.stock);
	}

	@Test
	void laterOrderHasTheHigherToken() throws Exception {
		FencingToken first = this.orders.place("coffee").orElseThrow().token();
		this.locks.holdElsewhere("stock/coffee");
		this.locks.letGo("stock/coffee");
		assertThat(this.orders.place("coffee").orElseThrow().token()).isGreaterThan(first);
	}

}
