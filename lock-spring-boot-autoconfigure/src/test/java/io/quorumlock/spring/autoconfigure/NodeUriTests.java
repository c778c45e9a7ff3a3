package io.quorumlock.spring.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what messages show of a {@link NodeUri}.
 */
class NodeUriTests {

	@ParameterizedTest(name = "{index}")
	@ValueSource(strings = { "redis://user:p1anted", "redis://:p1anted", "redis://user:p1anted/",
			"redis://user:p1anted/0", "redis://user:p1anted@", "redis://:p1anted@", "redis://p1anted@",
			"redis://user:12/p1anted", "redis://:p1an/ted", "redis://user/p1anted", "redis://user:p1an?ted",
			"redis://user?p1anted", "redis://user:p1an#ted", "redis://user:p1anted%", "redis://user:%p1anted",
			"redis://user:p1an ted", "redis://_p1anted", "redis://user:p1anted:6379",
			"redis://user:p1anted,redis-1:6379", "redis://redis-1:6379:p1anted",
			"redis://redis-1:6379?password=p1anted", "redis://redis-1/0?password=x@p1anted",
			"redis://redis-1?ssl-bundle=a;p1anted", "redis://redis-1?ssl-bundle=a@p1anted", "redis://a_b/0/p1anted",
			"redis:user:p1anted@redis-1", "redis:/user:p1anted@redis-1", "//user:p1anted", "user:p1anted",
			"user:p1anted@redis-1:6379", "p1anted", "http://user:p1anted", "redis://us er:p1anted@redis-1",
			"redis://user:p1anted\n@redis-1", "redis://user:99999p1anted", "redis://user:p1:anted" })
	void refusalDoesNotShowWhatCouldBeACredential(String value) {
		NodeDefaults defaults = new NodeDefaults(
				Binder.get(new MockEnvironment()).bindOrCreate("lock", LockProperties.class), null);
		assertThatExceptionOfType(InvalidLockPropertyException.class)
			.isThrownBy(() -> new PropertiesLockConnectionDetails(List.of(value), defaults))
			.satisfies((ex) -> assertThat(ex.getMessage() + ex.getValue() + ex.getReason() + ex.getRemedy())
				.doesNotContain("p1anted", "p1an/ted", "p1an?ted", "p1an#ted", "p1an ted", "p1:anted"));
	}

	@ParameterizedTest(name = "{index}")
	@CsvSource({ "redis://redis-1, redis://redis-1", "redis://my_host:6379, redis://my_host:6379",
			"redis://user:p1anted@my_host:6379/2, redis://******@my_host:6379/2", "localhost:6379, localhost:6379",
			"redis://[::1]:6379, redis://[::1]:6379", "http://redis-1:6379, http://redis-1:6379",
			"redis://user:p1anted@redis-1?ssl-bundle=a, redis://******@redis-1?ssl-bundle=a", "redis://, redis://" })
	void whatCanBeReadIsShown(String value, String shown) {
		assertThat(NodeUri.mask(value)).isEqualTo(shown);
	}

	@Test
	void portThatIsNoneMayBeAPassword() {
		assertThat(NodeUri.mask("redis://user:65535")).isEqualTo("redis://user:65535");
		assertThat(NodeUri.mask("redis://user:65536")).isEqualTo("redis://******");
	}

}
