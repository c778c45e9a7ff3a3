package io.quorumlock.sample.control;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells all viewers what happens, and those that come what has happened lately.
 */
@Component
class LiveFeed {

	private final JsonMapper json;

	private final Set<Viewer> viewers = new CopyOnWriteArraySet<>();

	private final History history = new History();

	private boolean closed;

	LiveFeed(JsonMapper json) {
		this.json = json;
	}

	synchronized Viewer join() {
		Viewer viewer = new Viewer(this.viewers::remove);
		viewer.tell(frame("history", this.history.events().stream().map(this::remembered).toList()));
		if (this.closed) {
			viewer.end();
		}
		this.viewers.add(viewer);
		return viewer;
	}

	// Events of all kinds come in one array, so each but those of leases says its own
	private ObjectNode remembered(LiveEvent event) {
		ObjectNode data = this.json.valueToTree(event.data());
		return (event instanceof LiveEvent.LeaseNews) ? data : data.put("event", event.name());
	}

	void publish(List<LiveEvent> events) {
		events.forEach(this::publish);
	}

	synchronized void publish(LiveEvent event) {
		this.history.add(event);
		String frame = frame(event.name(), event.data());
		this.viewers.forEach((viewer) -> viewer.tell(frame));
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
