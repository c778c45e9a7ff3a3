package io.quorumlock.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
	 * Whether it was built with TLS.
	 * @return {@code true} if it can encrypt connections
	 */
	public boolean knowsTls() {
		// It ends at once, as it is to listen nowhere
		return !output("--port", "0", "--tls-port", "0").contains("tls-port");
	}

	/**
	 * Its version, up to the first dot.
	 * @return the major version, 0 if it does not tell
	 */
	public int majorVersion() {
		Matcher matcher = VERSION.matcher(output("--version"));
		return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
	}

	private String output(String... arguments) {
		List<String> command = new ArrayList<>(List.of(this.path));
		command.addAll(List.of(arguments));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
