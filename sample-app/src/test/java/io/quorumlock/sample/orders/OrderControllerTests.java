package io.quorumlock.sample.orders;

import io.quorumlock.FencingToken;
import io.quorumlock.test.TestLocks;
import io.quorumlock.test.autoconfigure.AutoConfigureTestLocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;

/**
 * Tests for {@link OrderController} and {@link LockProblems}: what clients are answered.
 */
@SpringBootTest(properties = { "sample.report-cron=-", "sample.settlement-cron=-" })
@AutoConfigureTestLocks
class OrderControllerTests {

	private static final String COFFEE = "{ \"article\": \"coffee\" }";

	private static final String TRANSFER = "{ \"from\": \"alice\", \"to\": \"bob\", \"amount\": 5 }";

	@Autowired
	private TestLocks locks;

	@Autowired
	private JdbcClient jdbc;

	@MockitoBean
	private RiskCheck riskCheck;

	private MockMvcTester mvc;

	@BeforeEach
	void begin(@Autowired WebApplicationContext context) {
		this.jdbc.sql("update stock set token = 0").update();
		this.mvc = MockMvcTester.from(context);
	}

	@Test
	void orderIsCreated() {
		assertThat(post("/orders", COFFEE)).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("$.article")
			.isEqualTo("coffee");
	}

	@Test
	void orderIsAConflictWhileOthersKeepTheStockBusy() {
		this.locks.holdElsewhere("stock/coffee");
		assertThat(post("/orders", COFFEE)).hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void orderIsAConflictIfALaterHolderHasWritten() {
		this.jdbc.sql("update stock set token = 9007199254740991").update();
		assertOvertaken(post("/orders", COFFEE));
	}

	@Test
	void orderOfWhatIsNotSoldIsNotFound() {
		assertThat(post("/orders", COFFEE.replace("coffee", "gold"))).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void orderIsUnavailableWithoutQuorum() {
		this.locks.loseQuorum();
		assertThat(post("/orders", COFFEE)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("Try again in a moment");
	}

	@Test
	void transferIsCreated() {
		assertThat(post("/transfers", TRANSFER)).hasStatus(HttpStatus.CREATED);
	}

	@Test
	void transferOfMoreThanThereIsIsAConflict() {
		assertThat(post("/transfers", TRANSFER.replace("5", "5000"))).hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void transferToTheSameAccountIsABadRequest() {
		assertThat(post("/transfers", TRANSFER.replace("bob", "alice"))).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void transferIsAConflictWhileOthersHoldOneOfTheAccounts() {
		this.locks.holdElsewhere("accounts/bob");
		assertOvertaken(post("/transfers", TRANSFER));
	}

	@Test
	void transferIsAConflictIfALaterHolderHasWritten() throws Exception {
		willThrow(new StaleWriteException("bob", new FencingToken(7), new FencingToken(8))).given(this.riskCheck)
			.check(any());
		assertOvertaken(post("/transfers", TRANSFER));
	}

	@Test
	void transferIsUnavailableIfItsLockIsLostMeanwhile() throws Exception {
		willAnswer((call) -> {
			this.locks.lose("accounts/alice");
			return null;
		}).given(this.riskCheck).check(any());
		assertThat(post("/transfers", TRANSFER)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
	}

	@Test
	void deliveryIsAConflictWhileOthersKeepTheStockBusy() {
		assertThat(post("/deliveries", COFFEE)).hasStatusOk();
		this.locks.holdElsewhere("stock/coffee");
		assertOvertaken(post("/deliveries", COFFEE));
	}

	@Test
	void priceIsTheLastKnownWhileOthersComputeIt() {
		this.locks.holdElsewhere("prices/coffee");
		assertThat(this.mvc.get().uri("/prices/coffee")).hasStatusOk();
	}

	@Test
	void parcelIsShipped() {
		assertThat(post("/parcels", COFFEE)).hasStatusOk().bodyText().startsWith("post-coffee-");
	}

	private MvcTestResult post(String uri, String body) {
		return this.mvc.post().uri(uri).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

	private static void assertOvertaken(MvcTestResult result) {
		assertThat(result).hasStatus(HttpStatus.CONFLICT)
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("Somebody else was faster. Try again");
	}

}
