package io.quorumlock.sample.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import io.quorumlock.sample.report.Report;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells all viewers what happens, and those that come what has happened lately.
 */
@Component
class LiveFeed {

	private static final long HISTORY_MILLIS = 60_000;

	private final JsonMapper json;

	private final Set<Viewer> viewers = new CopyOnWriteArraySet<>();

	private final Deque<Report.LeaseChange> history = new ArrayDeque<>();

	private boolean closed;

	LiveFeed(JsonMapper json) {
		this.json = json;
	}

	synchronized Viewer join() {
		Viewer viewer = new Viewer(this.viewers::remove);
		viewer.tell(frame("history", this.history));
		if (this.closed) {
			viewer.end();
		}
		this.viewers.add(viewer);
		return viewer;
	}

	void publish(List<LiveEvent> events) {
		events.forEach(this::publish);
	}

	synchronized void publish(LiveEvent event) {
		if (event instanceof LiveEvent.LeaseNews news) {
			remember(news.change());
		}
		String frame = frame(event);
		this.viewers.forEach((viewer) -> viewer.tell(frame));
	}

	private void remember(Report.LeaseChange change) {
		this.history.addLast(change);
		while (this.history.getFirst().time() < change.time() - HISTORY_MILLIS) {
			this.history.removeFirst();
		}
	}

	private String frame(LiveEvent event) {
		if (event instanceof LiveEvent.LeaseNews news) {
			return frame("lease", news.change());
		}
		if (event instanceof LiveEvent.LeaderNews news) {
			return frame("leader", news.change());
		}
		if (event instanceof LiveEvent.RefusedNews news) {
			return frame("refused", news.refusal());
		}
		if (event instanceof LiveEvent.StateNews news) {
			return frame("state", news.state());
		}
		return frame("note", event);
	}

	private String frame(String name, Object data) {
		return "event: " + name + "\ndata: " + this.json.writeValueAsString(data) + "\n\n";
	}

	// Before the web server waits for requests that would never end
	@EventListener(ContextClosedEvent.class)
	synchronized void close() {
		this.closed = true;
		this.viewers.forEach(Viewer::end);
	}

}
