package io.quorumlock.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import redis.embedded.core.ExecutableProvider;

/**
 * A redis-server program.
 *
 * @param path where it is
 */
public record RedisBinary(String path) {

	private static final String NAME = "redis-server";

	private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

	/**
	 * The one on the PATH, else the bundled one.
	 * @return the program
	 */
	public static RedisBinary preferred() {
		return installed().orElseGet(RedisBinary::bundled);
	}

	/**
	 * The one that embedded-redis carries: Redis 6.2.
	 * @return the program
	 */
	public static RedisBinary bundled() {
		return Bundled.BINARY;
	}

	/**
	 * The one on the PATH.
	 * @return the program, if there is one
	 */
	public static Optional<RedisBinary> installed() {
		for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
			Path candidate = Path.of(directory, NAME);
			if (Files.isExecutable(candidate)) {
				return Optional.of(new RedisBinary(candidate.toString()));
			}
		}
		return Optional.empty();
	}

	/**
	 * Its version, up to the first dot.
	 * @return the major version, 0 if it does not tell
	 */
	public int majorVersion() {
		try {
			Process process = new ProcessBuilder(this.path, "--version").redirectErrorStream(true).start();
			String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			Matcher matcher = VERSION.matcher(text);
			return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Bundled {

		private static final RedisBinary BINARY = extract();

		private static RedisBinary extract() {
			try {
				File extracted = ExecutableProvider.newJarResourceProvider().get();
				extracted.deleteOnExit();
				extracted.getParentFile().deleteOnExit();
				return new RedisBinary(extracted.getAbsolutePath());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
