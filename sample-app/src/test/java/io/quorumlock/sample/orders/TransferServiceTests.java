package io.quorumlock.sample.orders;

import java.util.ArrayList;
import java.util.List;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.test.TestLocks;
import io.quorumlock.test.autoconfigure.AutoConfigureTestLocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willAnswer;

/**
 * Tests for {@link TransferService}, with and without a pause in the middle.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "sample.report-cron=-", "sample.settlement-cron=-" })
@AutoConfigureTestLocks
class TransferServiceTests {

	private static final Transfer TRANSFER = new Transfer("alice", "bob", 10);

	@Autowired
	private TransferService transfers;

	@Autowired
	private TestLocks locks;

	@Autowired
	private GuardedLedger guarded;

	@Autowired
	private UnguardedLedger unguarded;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Refusals refusals;

	@MockitoBean
	private RiskCheck riskCheck;

	@BeforeEach
	void reset() {
		this.jdbc.sql("update guarded_account set balance = 1000").update();
		this.jdbc.sql("update unguarded_account set balance = 1000").update();
		this.refusals.all.clear();
	}

	@Test
	void bothBooksAreWrittenUnderOneLockOnBothAccounts() throws Exception {
		willAnswer((call) -> {
			assertThat(Lease.current().lock()).hasToString("accounts/[alice, bob]");
			return null;
		}).given(this.riskCheck).check(any());
		assertThat(this.transfers.transfer(TRANSFER)).isTrue();
		assertThat(this.guarded.read(TRANSFER)).isEqualTo(new Balances(990, 1010));
		assertThat(this.unguarded.read(TRANSFER)).isEqualTo(new Balances(990, 1010));
		assertThat(total("guarded_account")).isEqualTo(4000);
		assertThat(total("unguarded_account")).isEqualTo(4000);
	}

	@Test
	void transferWaitsForNeitherIfOneAccountIsHeldElsewhere() {
		this.locks.holdElsewhere("accounts/bob");
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.transfers.transfer(TRANSFER));
		assertThat(this.unguarded.read(TRANSFER)).isEqualTo(new Balances(1000, 1000));
	}

	@Test
	void nothingMovesFromAnAccountWithTooLittle() throws Exception {
		assertThat(this.transfers.transfer(new Transfer("alice", "bob", 1001))).isFalse();
		assertThat(this.unguarded.read(TRANSFER)).isEqualTo(new Balances(1000, 1000));
	}

	@Test
	void staleWriteIsRefusedByTheGuardedBooksAndSpoilsTheOthers() throws Exception {
		pauseWhileOthersMove(new Transfer("carol", "alice", 100));
		assertThatExceptionOfType(StaleWriteException.class).isThrownBy(() -> this.transfers.transfer(TRANSFER));
		assertThat(this.guarded.read(TRANSFER)).isEqualTo(new Balances(1100, 1000));
		assertThat(total("guarded_account")).isEqualTo(4000);
		assertThat(this.unguarded.read(TRANSFER)).isEqualTo(new Balances(990, 1010));
		assertThat(total("unguarded_account")).isEqualTo(3900);
		assertThat(this.refusals.all).singleElement().satisfies((refused) -> {
			assertThat(refused.account()).isEqualTo("alice");
			assertThat(refused.fence()).isGreaterThan(refused.token());
			assertThat(refused.amount()).isEqualTo(10);
		});
	}

	@Test
	void accountThatNobodyHasOvertakenIsRolledBackWithTheOther() throws Exception {
		pauseWhileOthersMove(new Transfer("carol", "bob", 100));
		assertThatExceptionOfType(StaleWriteException.class).isThrownBy(() -> this.transfers.transfer(TRANSFER));
		assertThat(this.guarded.read(TRANSFER)).isEqualTo(new Balances(1000, 1100));
	}

	// What another instance does once the lease is over
	private void pauseWhileOthersMove(Transfer other) throws Exception {
		willAnswer((call) -> {
			FencingToken token = Lease.current().fencingToken();
			this.locks.lose(Lease.current().lock());
			FencingToken later = new FencingToken(token.value() + 1);
			this.unguarded.write(other, this.unguarded.read(other).after(other));
			this.jdbc.sql("update guarded_account set balance = balance + ?, token = ? where id = ?")
				.params(other.amount(), later.value(), other.to())
				.update();
			this.jdbc.sql("update guarded_account set balance = balance - ?, token = ? where id = ?")
				.params(other.amount(), later.value(), other.from())
				.update();
			return null;
		}).given(this.riskCheck).check(any());
	}

	private long total(String table) {
		return this.jdbc.sql("select sum(balance) from " + table).query(Long.class).single();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Refusals {

		private final List<StaleWriteRefused> all = new ArrayList<>();

		@EventListener
		void onRefused(StaleWriteRefused refused) {
			this.all.add(refused);
		}

	}

}
