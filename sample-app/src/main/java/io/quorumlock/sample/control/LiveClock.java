package io.quorumlock.sample.control;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Shows how everything is, four times in a second.
 */
@Component
class LiveClock {

	private final Machinery machinery;

	private final Board board;

	private final Ledgers ledgers;

	private final Pauses pauses;

	private final LiveFeed feed;

	LiveClock(Machinery machinery, Board board, Ledgers ledgers, Pauses pauses, LiveFeed feed) {
		this.machinery = machinery;
		this.board = board;
		this.ledgers = ledgers;
		this.pauses = pauses;
		this.feed = feed;
	}

	@Scheduled(fixedRate = 250)
	void tick() {
		Ledgers.Books books = this.ledgers.read();
		long now = System.currentTimeMillis();
		this.feed.publish(this.board.expire(now));
		this.pauses.tick(now, books.unguarded());
		this.feed.publish(new LiveEvent.StateNews(this.board.state(now, this.machinery.nodes(), books)));
	}

}
