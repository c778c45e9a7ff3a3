package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.quorumlock.spring.actuate.ConfiguredTime;
import io.quorumlock.spring.lock.LockTimes;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the times of annotated methods come from: from a property for the name,
 * else from the annotation, else from a property for all.
 */
final class ConfiguredTimes {

	private final Function<String, LockTimes> named;

	private final LockProperties properties;

	/**
	 * Times by properties.
	 * @param named the times that are configured for a name
	 * @param properties the times for all
	 */
	ConfiguredTimes(Function<String, LockTimes> named, LockProperties properties) {
		this.named = named;
		this.properties = properties;
	}

	/**
	 * The times in force.
	 * @param methods the times of each method, by name of the lock and then by method
	 * @return the same with where each comes from, and with those for all
	 */
	Map<String, Map<String, Map<String, ConfiguredTime>>> of(Map<String, Map<String, LockTimes>> methods) {
		Map<String, Map<String, Map<String, ConfiguredTime>>> result = new TreeMap<>();
		methods.forEach((name, times) -> {
			Map<String, Map<String, ConfiguredTime>> each = new TreeMap<>();
			times.forEach((method, effective) -> each.put(method, of(name, effective)));
			result.put(name, each);
		});
		return result;
	}

	private Map<String, ConfiguredTime> of(String name, LockTimes effective) {
		LockTimes own = this.named.apply(name);
		String prefix = "lock.locks." + name + ".";
		Map<String, ConfiguredTime> times = new LinkedHashMap<>();
		times.put("leaseTime",
				time(prefix, "lease-time", own.leaseTime(), effective.leaseTime(), this.properties.leaseTime()));
		times.put("waitTime",
				time(prefix, "wait-time", own.waitTime(), effective.waitTime(), this.properties.waitTime()));
		times.put("maxHold", time(prefix, "max-hold", own.maxHold(), effective.maxHold(), this.properties.maxHold()));
		times.put("minHold", time(prefix, "min-hold", own.minHold(), effective.minHold(), null));
		times.put("retain", time(prefix, "retain", own.retain(), effective.retain(), null));
		return times;
	}

	private static ConfiguredTime time(String prefix, String property, @Nullable Duration own,
			@Nullable Duration effective, @Nullable Duration fallback) {
		if (own != null) {
			return new ConfiguredTime(own, prefix + property);
		}
		if (effective != null) {
			return new ConfiguredTime(effective, "@DistributedLock");
		}
		return new ConfiguredTime(fallback, (fallback != null) ? "lock." + property : "not set");
	}

}
