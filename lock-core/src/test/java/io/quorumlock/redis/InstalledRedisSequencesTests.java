package io.quorumlock.redis;

import io.quorumlock.testing.RedisBinary;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The script on the server that is installed here, if that is a later version.
 */
@EnabledIf("io.quorumlock.redis.InstalledRedisContractTests#isLater")
class InstalledRedisSequencesTests extends RandomSequencesTests {

	@Override
	RedisBinary binary() {
		return RedisBinary.installed().orElseThrow();
	}

}
