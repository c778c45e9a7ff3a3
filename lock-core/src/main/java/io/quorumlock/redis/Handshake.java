package io.quorumlock.redis;

import java.util.concurrent.CompletionStage;

import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * What a new connection goes through before anything else is sent on it. The restart
 * guard is to compare the server's {@code run_id} here, and to check its role and its
 * {@code maxmemory-policy}.
 */
final class Handshake {

	private Handshake() {
	}

	static CompletionStage<Void> perform(RedisAsyncCommands<String, String> commands) {
		return commands.scriptLoad(LeaseScript.SOURCE).thenAccept((digest) -> {
			if (!LeaseScript.DIGEST.equals(digest)) {
				throw new IllegalStateException("The server has loaded another script than was sent");
			}
		});
	}

}
