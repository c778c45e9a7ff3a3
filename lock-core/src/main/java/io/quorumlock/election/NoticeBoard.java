package io.quorumlock.election;

import java.util.function.Consumer;

import io.quorumlock.quorum.LeaseEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the instances of an application tell each other about their roles: one channel on
 * each node. Listens from the first use on. Used on the protocol's thread only.
 */
final class NoticeBoard {

	private static final Logger logger = LoggerFactory.getLogger(NoticeBoard.class);

	private final LeaseEngine engine;

	private final String channel;

	private final Consumer<Notice> readers;

	private boolean listening;

	NoticeBoard(LeaseEngine engine, Consumer<Notice> readers) {
		this.engine = engine;
		this.channel = "roles:" + engine.settings().namespace();
		this.readers = readers;
	}

	void listen() {
		if (!this.listening) {
			this.listening = true;
			this.engine.listen(this.channel, this::arrived);
		}
	}

	void post(Notice notice) {
		this.engine.announce(this.channel, notice.encode());
	}

	private void arrived(String text) {
		Notice notice = Notice.decode(text);
		if (notice != null) {
			this.readers.accept(notice);
		}
		else {
			logger.debug("A notice of another version is passed over");
		}
	}

}
