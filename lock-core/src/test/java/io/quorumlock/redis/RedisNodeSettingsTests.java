package io.quorumlock.redis;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisNodeSettingsTests {

	@Test
	void fencesOutliveTwiceTheSkew() {
		RedisNodeSettings settings = RedisNodeSettings.defaults();
		assertThat(settings.withFences(Duration.ofSeconds(5), Duration.ofSeconds(10)).fenceRetention())
			.isEqualTo(Duration.ofSeconds(10));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> settings.withFences(Duration.ofSeconds(5), Duration.ofMillis(9999)))
			.withMessageContaining("'fenceRetention'");
	}

	@Test
	void durationsArePositive() {
		RedisNodeSettings settings = RedisNodeSettings.defaults();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> settings.withPatience(Duration.ZERO, Duration.ofSeconds(1)))
			.withMessageContaining("'handshakeTimeout'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> settings.withPatience(Duration.ofSeconds(1), Duration.ZERO))
			.withMessageContaining("'silence'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> settings.withFences(Duration.ofMillis(-1), Duration.ofSeconds(1)))
			.withMessageContaining("'maxClockSkew'");
	}

}
