package io.quorumlock.sample.instance;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ParentWatch}.
 */
class ParentWatchTests {

	@Test
	void childEndsInGoodOrderWhenThePipeOfItsParentCloses() throws Exception {
		Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), WatchedMain.class.getName())
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = child.inputReader()) {
			assertThat(output.readLine()).isEqualTo("watching");
			child.getOutputStream().close();
			assertThat(output.readLine()).isEqualTo("in good order");
			assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(child.exitValue()).isZero();
		}
		finally {
			child.destroyForcibly();
		}
	}

}
