package io.quorumlock.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server that was killed has left on its disk: one file, or from Redis 7 on a
 * directory of files.
 */
final class AppendOnlyFile {

	/** What a server is started with to have one. */
	static final String[] OPTIONS = { "--appendonly", "yes", "--appendfsync", "everysec",
			"--auto-aof-rewrite-percentage", "0" };

	private final Path directory;

	AppendOnlyFile(Path directory) {
		this.directory = directory;
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return files.filter(Files::isRegularFile)
				.filter((file) -> file.getFileName().toString().startsWith("appendonly"))
				.sorted(Comparator.naturalOrder())
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void delete() {
		try {
			for (Path file : files()) {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Cuts the end off, as if it had never reached the disk.
	 * @param bytes how much at most
	 */
	void cutTail(long bytes) {
		for (Path file : files()) {
			if (file.toString().endsWith(".aof") && !file.toString().endsWith(".base.aof")) {
				try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
					channel.truncate(Math.max(0, channel.size() - bytes));
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

}
