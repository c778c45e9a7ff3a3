package io.quorumlock.sample.launcher;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;

import redis.embedded.core.ExecutableProvider;

/**
 * Finds a {@code redis-server}: on the {@code PATH}, or else the one that the
 * embedded-redis library carries for the usual systems.
 *
 * @param path the executable
 * @param origin where it comes from, for people
 */
record RedisBinary(Path path, String origin) {

	static RedisBinary find(Path directory) {
		try {
			return new RedisBinary(ExecutableProvider.newExecutableInPath("redis-server").get().toPath(),
					"from the PATH");
		}
		catch (FileNotFoundException ex) {
			return carried(directory);
		}
		catch (IOException ex) {
			throw new LaunchException("The redis-server on the PATH cannot be used: " + ex.getMessage(), ex);
		}
	}

	private static RedisBinary carried(Path directory) {
		try {
			return new RedisBinary(ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath(),
					"from embedded-redis");
		}
		catch (IOException | RuntimeException ex) {
			throw new LaunchException(
					"There is no redis-server on the PATH, and none is carried for this system. Install Redis", ex);
		}
	}

}
