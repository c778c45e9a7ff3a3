package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.SplittableRandom;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random values of {@code lock.nodes} are those of a server, or are refused in words that
 * name the property and no password.
 */
class NodeUriFuzzTests {

	private static final int INPUTS = 20_000;

	private static final String SECRET = "p1anted";

	private static final String[] SCHEMES = { "redis://", "rediss://", "http://", "redis:", "redis:/", "REDIS://",
			"redis-sentinel://", "//", "://", "" };

	private static final String[] CREDENTIALS = { ":p1anted@", "", "user:p1anted@", ":p1anted%40@", ":@", "@", "user@",
			":p1anted@@", ":p1anted/@", ":p1anted?@", ":p1anted#@", ":%zz p1anted@", "a:p1anted:b@", ":p1anted\n@" };

	private static final String[] HOSTS = { "localhost", "10.0.0.1", "[::1]", "[::1", "a_b", "", "a b", "\u00e4.de",
			"a..b", "-a", "a,b", "a;b", "%41", "\0", "host\n", "\ud83d", "256.256.256.256", "x".repeat(300) };

	private static final String[] PORTS = { "", ":6379", ":", ":0", ":65535", ":65536", ":-1", ":4294967297",
			":99999999999", ":abc", ":1:2", ":\u0661", ":+5" };

	private static final String[] PATHS = { "", "/", "/0", "/15", "/-1", "/+1", "/4294967295", "/2147483648",
			"/99999999999", "/a", "/1/2", "//", "/%30", "/ ", "/\u0661", "?a=b", "#a", "/0?timeout=1s", "?ssl-bundle=a",
			"?ssl-bundle", "?ssl-bundle=a&b=c", "/a@b", "?password=p1anted", "/0?ssl-bundle=a&password=p1anted",
			"&password=p1anted", "#p1anted" };

	private static final NodeDefaults DEFAULTS = new NodeDefaults(
			Binder.get(new MockEnvironment()).bindOrCreate("lock", LockProperties.class), null);

	private final SplittableRandom random = new SplittableRandom(Long.getLong("fuzz.seed", 1));

	@Test
	void valueIsThatOfAServerOrRefused() {
		int refused = 0;
		for (int i = 0; i < INPUTS; i++) {
			String value = next();
			try {
				Node node = new PropertiesLockConnectionDetails(List.of(value), DEFAULTS).getNodes().get(0);
				assertThat(node.host()).as(value).isNotBlank().doesNotContainPattern("[\\s\\p{Cntrl}@/?#]");
				assertThat(node.toString()).doesNotContain(SECRET);
				assertThat(node.database()).isNotNegative();
			}
			catch (InvalidLockPropertyException ex) {
				refused++;
				assertThat(ex.getProperty()).isEqualTo("lock.nodes[0]");
				assertThat(ex.getMessage()).doesNotContain(SECRET).hasSizeLessThan(800);
			}
		}
		assertThat(refused).isBetween(INPUTS / 5, INPUTS * 19 / 20);
	}

	private String next() {
		StringBuilder text = new StringBuilder(one(SCHEMES) + one(CREDENTIALS) + one(HOSTS) + one(PORTS) + one(PATHS));
		if (this.random.nextInt(5) == 0 && !text.isEmpty()) {
			text.insert(this.random.nextInt(text.length()), (char) this.random.nextInt(32, 127));
		}
		return text.toString();
	}

	/** Mostly the first, so that not everything is wrong at once. */
	private String one(String[] from) {
		return (this.random.nextInt(3) > 0) ? from[0] : from[this.random.nextInt(from.length)];
	}

}
