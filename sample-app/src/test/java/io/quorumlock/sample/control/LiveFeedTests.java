package io.quorumlock.sample.control;

import java.util.List;

import io.quorumlock.sample.report.LeaseChangeType;
import io.quorumlock.sample.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LiveFeed}, its {@link Viewer} and its {@link History}. What is not
 * told would be waited for without end.
 */
@Timeout(20)
class LiveFeedTests {

	private final LiveFeed feed = new LiveFeed(new JsonMapper());

	@Test
	void viewerIsToldWhatHappensInOrder() throws Exception {
		Viewer viewer = this.feed.join();
		this.feed.publish(List.of(new LiveEvent.Note(1, "first"), new LiveEvent.Note(2, "second")));
		assertThat(viewer.next()).isEqualTo("event: history\ndata: []\n\n");
		assertThat(viewer.next()).isEqualTo("event: note\ndata: {\"time\":1,\"text\":\"first\"}\n\n");
		assertThat(viewer.next()).contains("second");
		assertThat(viewer.isUpToDate()).isTrue();
	}

	@Test
	void whoComesLateIsToldOfTheLastMinuteAndOfRefusedWrites() throws Exception {
		this.feed.publish(new LiveEvent.RefusedNews(new Report.Refusal(1, "A", "alice", "7", "8", 10)));
		this.feed.publish(lease(1000));
		this.feed.publish(lease(1001));
		this.feed.publish(lease(61_000));
		this.feed.publish(lease(61_001));
		assertThat(this.feed.join().next()).contains("\"event\":\"refused\"")
			.doesNotContain("\"time\":1000,")
			.contains("\"time\":1001,", "\"time\":61000,", "\"time\":61001,")
			.doesNotContain("\"event\":\"lease\"");
	}

	@Test
	void viewerThatReadsNothingIsLetGo() throws Exception {
		Viewer viewer = this.feed.join();
		for (int i = 0; i < 3000; i++) {
			this.feed.publish(new LiveEvent.Note(i, "note"));
		}
		assertThat(viewer.next()).isNull();
	}

	@Test
	void endOfTheControlRoomEndsTheViewers() throws Exception {
		Viewer viewer = this.feed.join();
		this.feed.close();
		assertThat(viewer.next()).isNull();
		assertThat(this.feed.join().next()).isNull();
	}

	private static LiveEvent lease(long time) {
		return new LiveEvent.LeaseNews(new Report.LeaseChange("A-1", LeaseChangeType.ACQUIRED, time, "A", "accounts",
				List.of("alice"), "1", 3L, null, time + 5000));
	}

}
