package io.quorumlock.sample.control;

import io.quorumlock.sample.Console;

import org.springframework.stereotype.Component;

/**
 * Says what the control room does, on the page and on the console.
 */
@Component
class LiveNotes {

	private final LiveFeed feed;

	LiveNotes(LiveFeed feed) {
		this.feed = feed;
	}

	void say(String text) {
		Console.print("* " + text);
		this.feed.publish(new LiveEvent.Note(System.currentTimeMillis(), text));
	}

}
