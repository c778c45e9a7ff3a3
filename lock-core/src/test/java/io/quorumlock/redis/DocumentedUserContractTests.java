package io.quorumlock.redis;

import io.lettuce.core.RedisURI;
import io.quorumlock.testing.RedisServer;

/**
 * The contract for a user who may do no more than the reference says.
 */
class DocumentedUserContractTests extends LettuceLeaseNodeContractTests {

	private final AclRule rule = AclRule.documented();

	@Override
	RedisServer server() {
		return this.rule.start(binary());
	}

	@Override
	RedisURI uri(RedisServer server) {
		return this.rule.uri(server);
	}

}
