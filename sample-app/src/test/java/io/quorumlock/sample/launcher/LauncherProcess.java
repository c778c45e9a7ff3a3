package io.quorumlock.sample.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A launcher in a process of its own, as a user starts it.
 */
public final class LauncherProcess implements AutoCloseable {

	/** Three JVMs start at once, on a machine that may be busy. */
	private static final long SECONDS_PER_LINE = 120;

	private final Process process;

	private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();

	private final List<String> read = new ArrayList<>();

	private final Thread reader;

	public LauncherProcess(Path directory, String... args) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-Djava.io.tmpdir=" + directory, "-cp", System.getProperty("java.class.path"),
						SampleLauncher.class.getName()));
		command.addAll(List.of(args));
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.reader = new Thread(this::readLines, "launcher-output");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	private void readLines() {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
			output.lines().forEach(this.unread::add);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Reads on until a line is as wanted.
	 * @param wanted tells
	 * @return that line
	 */
	public String awaitLine(Predicate<String> wanted) throws InterruptedException {
		while (true) {
			String line = this.unread.poll(SECONDS_PER_LINE, TimeUnit.SECONDS);
			if (line == null) {
				throw new AssertionError("Nothing more was printed after\n" + String.join("\n", this.read));
			}
			this.read.add(line);
			if (wanted.test(line)) {
				return line;
			}
		}
	}

	/**
	 * All that was printed, once the launcher has ended.
	 * @return the lines
	 */
	public List<String> allLines() throws InterruptedException {
		this.reader.join(TimeUnit.SECONDS.toMillis(SECONDS_PER_LINE));
		this.unread.drainTo(this.read);
		return this.read;
	}

	public Process process() {
		return this.process;
	}

	@Override
	public void close() {
		List<ProcessHandle> left = this.process.descendants().toList();
		this.process.destroyForcibly();
		left.forEach(ProcessHandle::destroyForcibly);
	}

}
