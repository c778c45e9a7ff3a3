package io.quorumlock.election;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NoticeTests {

	static Notice[] notices() {
		return new Notice[] { new Notice.Leads("reports", 1795273510761000L, "shop-1"), new Notice.Vacant("reports", 5),
				new Notice.Yields("reports", 5, "shop-2"),
				new Notice.Stands("reports", new Candidate("shop-1", -3), false),
				new Notice.Stands("reports", new Candidate("shop-1", 7), true),
				new Notice.Withdraws("reports", "shop-1"), new Notice.End("reports", 5, null, null, null),
				new Notice.End("reports", 5, "shop-2", Duration.ofMillis(1500), Duration.ZERO) };
	}

	@ParameterizedTest
	@MethodSource("notices")
	void isReadAsItWasWritten(Notice notice) {
		assertThat(Notice.decode(notice.encode())).isEqualTo(notice);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "leads", "leads reports x shop-1", "leads reports 5 shop-1 more",
			"vacant reports 99999999999999999999", "stands reports shop-1 1.5", "end reports 5 - soon -",
			"elects reports 5" })
	void whatIsNotKnownIsNoNotice(String text) {
		assertThat(Notice.decode(text)).isNull();
	}

}
