package io.quorumlock.sample.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Bars of leases by lock and key, as the page draws them.
 */
final class Timeline {

	private final Map<String, Bar> open = new HashMap<>();

	private final List<Bar> bars = new ArrayList<>();

	void add(JsonNode event) {
		String id = event.get("id").asString();
		List<String> keys = new ArrayList<>();
		event.get("keys").forEach((key) -> keys.add(event.get("lock").asString() + "/" + key.asString()));
		long time = event.get("time").asLong();
		String type = event.get("type").asString();
		if (type.equals("acquired") || type.equals("handed-on")) {
			this.open.put(id, new Bar(id, keys, time, Long.MAX_VALUE));
		}
		else if (this.open.containsKey(id)) {
			this.bars.add(this.open.remove(id).until(time));
		}
	}

	List<Bar> bars() {
		return this.bars;
	}

	List<String> overlaps() {
		List<String> overlaps = new ArrayList<>();
		for (Bar first : this.bars) {
			for (Bar second : this.bars) {
				if (first.from() < second.from() && second.from() < first.to()
						&& first.keys().stream().anyMatch(second.keys()::contains)) {
					overlaps.add(first + " and " + second);
				}
			}
		}
		return overlaps;
	}

	record Bar(String id, List<String> keys, long from, long to) {

		Bar until(long end) {
			return new Bar(this.id, this.keys, this.from, end);
		}

	}

}
