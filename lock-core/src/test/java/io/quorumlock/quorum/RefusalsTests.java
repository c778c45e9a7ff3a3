package io.quorumlock.quorum;

import java.time.Duration;
import java.util.Arrays;

import io.quorumlock.node.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalsTests {

	@ParameterizedTest
	@CsvSource({ "3, 30 10 20, 0, 30", "2, 30 10 20, 0, 20", "2, 30 10, 1, 10", "3, 30 10, 1, 30", "2, 30, 2, 0",
			"2, 30, 0, 30", "2, '', 1, 0", "3, 40 20 30 10, 1, 20" })
	void remainingIsThatAfterWhichAQuorumIsFree(int quorum, String millis, int free, long expected) {
		Refusals refusals = new Refusals(quorum);
		Arrays.stream(millis.split(" "))
			.filter((each) -> !each.isEmpty())
			.forEach((each) -> refusals.add(new Answer.Taken(Long.parseLong(each), 1, 1, "holder-" + each)));
		assertThat(refusals.remaining(free)).isEqualTo(Duration.ofMillis(expected));
	}

}
