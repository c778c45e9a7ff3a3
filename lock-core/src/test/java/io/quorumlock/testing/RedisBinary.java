package io.quorumlock.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import redis.embedded.core.ExecutableProvider;

/**
 * Where to find a redis-server: on the PATH, else the one that embedded-redis carries.
 */
final class RedisBinary {

	private static final String NAME = "redis-server";

	private RedisBinary() {
	}

	static String path() {
		return Holder.PATH;
	}

	private static String find() {
		for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
			Path candidate = Path.of(directory, NAME);
			if (Files.isExecutable(candidate)) {
				return candidate.toString();
			}
		}
		try {
			File extracted = ExecutableProvider.newJarResourceProvider().get();
			extracted.deleteOnExit();
			extracted.getParentFile().deleteOnExit();
			return extracted.getAbsolutePath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Holder {

		static final String PATH = find();

	}

}
