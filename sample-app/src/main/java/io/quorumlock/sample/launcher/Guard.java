package io.quorumlock.sample.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.StringUtils;

/**
 * Puts a command under a small shell that ends it when the launcher says so or is gone,
 * even by {@code kill -9}: the shell then reads the end of its standard input.
 */
final class Guard {

	/** Written to the guard, ends the command at once. */
	static final String STOP = "stop\n";

	/** Written to the guard, stops the command without ending it. */
	static final String PAUSE = "pause\n";

	/** Written to the guard, lets the command go on. */
	static final String RESUME = "resume\n";

	// Without a word, instances get two seconds to give their leases back. What is paused
	// does not end
	private static final String SCRIPT = """
			trap '' INT HUP
			exec 3<&0
			"$@" </dev/null 3<&- &
			guarded=$!
			{
				while read -r word || { sleep 2; false; }; do
					case $word in
						pause) kill -STOP $guarded ;;
						resume) kill -CONT $guarded ;;
						*) break ;;
					esac
				done
				kill $guarded
				kill -CONT $guarded
			} <&3 >/dev/null 2>&1 3<&- &
			watch=$!
			wait $guarded
			code=$?
			kill $watch 2>/dev/null
			exit $code
			""";

	private Guard() {
	}

	/**
	 * Whether commands have a guard on this system, and so can be paused.
	 * @return {@code false} on Windows
	 */
	static boolean isAvailable() {
		return File.separatorChar != '\\';
	}

	static List<String> guarded(List<String> command) {
		if (!isAvailable()) {
			return command;
		}
		List<String> guarded = new ArrayList<>(inOwnSession());
		guarded.addAll(List.of("sh", "-c", SCRIPT, "guard"));
		guarded.addAll(command);
		return guarded;
	}

	/**
	 * A terminal sends Ctrl-C to all processes of its session's foreground group. Redis
	 * must outlive the instances, which release their leases when they get it.
	 */
	private static List<String> inOwnSession() {
		if (isOnPath("setsid")) {
			return List.of("setsid");
		}
		// macOS has no setsid command
		if (isOnPath("perl")) {
			return List.of("perl", "-MPOSIX=setsid", "-e", "setsid; exec @ARGV");
		}
		return List.of();
	}

	private static boolean isOnPath(String command) {
		for (String directory : StringUtils.delimitedListToStringArray(System.getenv("PATH"), File.pathSeparator)) {
			if (Files.isExecutable(Path.of(directory, command))) {
				return true;
			}
		}
		return false;
	}

}
