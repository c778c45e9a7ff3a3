package io.quorumlock.redis;

import io.quorumlock.testing.RedisBinary;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The contract on the server that is installed here, if that is a later version.
 */
@EnabledIf("isLater")
class InstalledRedisContractTests extends LettuceLeaseNodeContractTests {

	static boolean isLater() {
		return RedisBinary.installed().filter((binary) -> binary.majorVersion() >= 7).isPresent();
	}

	@Override
	RedisBinary binary() {
		return RedisBinary.installed().orElseThrow();
	}

}
