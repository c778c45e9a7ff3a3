package io.quorumlock.quorum.vote;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ValidityTests {

	@ParameterizedTest
	@CsvSource({ "10, 1, 10", "10 20 30, 2, 20", "30 10 20, 2, 20", "10 20, 2, 10", "10 20 30 40 50, 3, 30",
			"50 50 10 10 10, 3, 10", "10 20 30 40, 3, 20", "7 7 7, 2, 7" })
	void deadlineIsTheQuorumthLatest(String deadlines, int quorum, long expected) {
		List<Moment> moments = Arrays.stream(deadlines.split(" "))
			.map(Long::valueOf)
			.map((nanos) -> new Moment(nanos, nanos))
			.toList();
		assertThat(Validity.deadline(moments, quorum)).isEqualTo(new Moment(expected, expected));
	}

	@Test
	void fewerDeadlinesThanTheQuorumAreNone() {
		assertThat(Validity.deadline(List.of(new Moment(1, 1)), 2)).isNull();
		assertThat(Validity.deadline(List.of(), 1)).isNull();
	}

	@Test
	void wallClockDeadlineIsTheEarliestOfTheNodesThatCount() {
		List<Moment> moments = List.of(new Moment(30, 100), new Moment(20, 500), new Moment(10, 1));
		assertThat(Validity.deadline(moments, 2)).isEqualTo(new Moment(20, 100));
	}

}
