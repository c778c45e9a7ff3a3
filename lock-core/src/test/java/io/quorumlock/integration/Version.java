package io.quorumlock.integration;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.redis.PinnedNode;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.redis.RedisServers;
import io.quorumlock.testing.Await;

/**
 * How an instance of one version speaks to the nodes.
 */
enum Version {

	/** As recorded when the format was new. */
	PINNED {

		@Override
		LeaseNode connect(String name, String uri, RedisServers servers, LockEventLoop loop) {
			return new PinnedNode(name, uri, loop);
		}

	},

	/** As it is in production now. */
	TODAY {

		@Override
		LeaseNode connect(String name, String uri, RedisServers servers, LockEventLoop loop) {
			RedisClient client = RedisClient.create(loop.clientResources(), RedisURI.create(uri));
			client.setOptions(LettuceLeaseNode.clientOptions(ClientOptions.builder()).build());
			LettuceLeaseNode node = new LettuceLeaseNode(name, client, RedisNodeSettings.defaults(), servers,
					loop.timers());
			node.start();
			Await.until(name + " is connected", node::connected);
			return node;
		}

	};

	/**
	 * Connects to a node. Its connections end with the loop at the latest.
	 */
	abstract LeaseNode connect(String name, String uri, RedisServers servers, LockEventLoop loop);

	Version other() {
		return (this == PINNED) ? TODAY : PINNED;
	}

}
