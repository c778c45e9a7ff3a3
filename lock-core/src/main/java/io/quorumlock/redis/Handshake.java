package io.quorumlock.redis;

import java.util.concurrent.CompletionStage;

import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * What a new connection goes through before anything else is sent on it: who the server
 * is, whether it can be a voting node at all, and the script.
 */
final class Handshake {

	private Handshake() {
	}

	/**
	 * Shakes hands.
	 * @param commands a connection that nobody has used
	 * @param node the name of the node
	 * @param servers knows the servers of the other nodes
	 * @return completes with what the server calls this run of itself, or fails, with an
	 * {@link UnfitServerException} if the server cannot vote
	 */
	static CompletionStage<String> perform(RedisAsyncCommands<String, String> commands, String node,
			RedisServers servers) {
		CompletionStage<String> run = commands.info()
			.thenApply((info) -> ServerInfo.parse(info).requireFit(node, servers));
		CompletionStage<String> digest = commands.scriptLoad(LeaseScript.SOURCE);
		return run.thenCombine(digest, (id, loaded) -> {
			if (!LeaseScript.DIGEST.equals(loaded)) {
				throw new UnfitServerException(NodeProblem.Kind.OTHER, "it has loaded another script than was sent");
			}
			return id;
		});
	}

}
