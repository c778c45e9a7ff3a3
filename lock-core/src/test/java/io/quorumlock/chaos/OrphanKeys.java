package io.quorumlock.chaos;

import io.quorumlock.testing.RedisServer;

/**
 * Counts what clients should not have left behind on a node: sessions, and with them
 * whatever they own, and names that would stay for ever.
 */
final class OrphanKeys {

	private static final String SCRIPT = "local count = 0 "
			+ "for _, key in ipairs(redis.call('keys', 'lock:v1:*')) do "
			+ "if string.find(key, '^lock:v1:session:') or "
			+ "(string.find(key, '^lock:v1:name:') and redis.call('pttl', key) < 0) then count = count + 1 end "
			+ "end return count";

	private OrphanKeys() {
	}

	static long count(RedisServer server) {
		return Long.parseLong(server.execute("EVAL \"" + SCRIPT + "\" 0").substring(1));
	}

}
