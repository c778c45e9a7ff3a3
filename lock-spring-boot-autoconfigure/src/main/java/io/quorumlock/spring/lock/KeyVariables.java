package io.quorumlock.spring.lock;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;

/**
 * The names by which a key expression may call the arguments: their own, and {@code p0}
 * or {@code a0} by position.
 */
final class KeyVariables {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final Map<String, Integer> positions = new HashMap<>();

	private final boolean named;

	KeyVariables(Method method) {
		@Nullable String @Nullable [] names = NAMES.getParameterNames(method);
		this.named = names != null;
		for (int i = 0; i < method.getParameterCount(); i++) {
			this.positions.put("p" + i, i);
			this.positions.put("a" + i, i);
		}
		if (names != null) {
			for (int i = 0; i < names.length; i++) {
				String name = names[i];
				if (name != null) {
					this.positions.put(name, i);
				}
			}
		}
	}

	@Nullable Integer position(String variable) {
		return this.positions.get(variable);
	}

	String describe() {
		if (this.positions.isEmpty()) {
			return "The method has no arguments";
		}
		StringBuilder text = new StringBuilder("Use one of ");
		new TreeSet<>(this.positions.keySet()).forEach((name) -> text.append('#').append(name).append(", "));
		text.append("#root");
		return this.named ? text.toString() : text + "; for the names of the arguments compile with '-parameters'";
	}

}
