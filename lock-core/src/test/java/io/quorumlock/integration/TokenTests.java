package io.quorumlock.integration;

import java.nio.file.Path;
import java.time.Duration;

import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fencing tokens rise in the order of grants, whichever JVM they were granted to.
 */
@Timeout(60)
class TokenTests {

	private static final int THREADS = 4;

	private static final int TIMES = 1250;

	@TempDir
	Path directory;

	@Test
	void tokensRiseOverTenThousandAcquisitionsInTwoJvms() {
		Path file = this.directory.resolve("tokens");
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			try (ChildInstance first = ChildInstance.start("first", quorum);
					ChildInstance second = ChildInstance.start("second", quorum)) {
				long start = System.nanoTime();
				first.tell(command(file, 0));
				second.tell(command(file, THREADS));
				first.expect(ChildCommands.DONE);
				second.expect(ChildCommands.DONE);
				Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
				Figures.show("%d acquisitions by 8 threads in 2 JVMs on 3 nodes: %d/s".formatted(2 * THREADS * TIMES,
						2L * THREADS * TIMES * 1000 / elapsed.toMillis()));
			}
		}
		TokenLog log = TokenLog.open(file);
		int count = 0;
		for (int name = 0; name < TokenLog.NAMES; name++) {
			long[] tokens = log.tokens(name);
			count += tokens.length;
			for (int i = 1; i < tokens.length; i++) {
				assertThat(tokens[i]).as("token %d of name %d", i, name).isGreaterThan(tokens[i - 1]);
			}
		}
		assertThat(count).as("none was overwritten by another holder").isEqualTo(2 * THREADS * TIMES);
	}

	private static String command(Path file, int firstThread) {
		return String.join(" ", "record", file.toString(), Integer.toString(firstThread), Integer.toString(TIMES),
				Integer.toString(THREADS));
	}

}
