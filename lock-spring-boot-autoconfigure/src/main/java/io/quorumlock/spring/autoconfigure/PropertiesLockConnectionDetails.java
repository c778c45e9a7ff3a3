package io.quorumlock.spring.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The nodes of {@code lock.nodes}.
 */
final class PropertiesLockConnectionDetails implements LockConnectionDetails {

	private static final String PROPERTY = "lock.nodes";

	private final List<Node> nodes;

	PropertiesLockConnectionDetails(List<String> uris, NodeDefaults defaults) {
		if (uris.isEmpty()) {
			throw new InvalidLockPropertyException(PROPERTY, "", "it names no node",
					"List the URIs of an odd number of independent Redis servers, or leave it out to use the one of "
							+ "'spring.data.redis'");
		}
		List<Node> nodes = new ArrayList<>();
		Map<String, Integer> seen = new HashMap<>();
		for (int i = 0; i < uris.size(); i++) {
			String property = PROPERTY + "[" + i + "]";
			Node node = NodeUri.parse(property, uris.get(i), defaults);
			Integer other = seen.putIfAbsent(node.name().toLowerCase(Locale.ROOT), i);
			if (other != null) {
				throw new InvalidLockPropertyException(property, NodeUri.mask(uris.get(i)),
						"it is the same server as '" + PROPERTY + "[" + other + "]', which would have two votes",
						"List each Redis server once; another database of the same server is the same server");
			}
			nodes.add(node);
		}
		this.nodes = List.copyOf(nodes);
	}

	@Override
	public List<Node> getNodes() {
		return this.nodes;
	}

	@Override
	public String toString() {
		return this.nodes.toString();
	}

}
