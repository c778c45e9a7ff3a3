package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What happened in a history, line by line, for people. Nobody reads it unless the
 * history failed, so it is written only when that one is run again.
 */
final class Trace {

	/** Notes nothing. */
	static final Trace OFF = new Trace();

	private final List<String> lines = new ArrayList<>();

	void note(long instant, String format, Object... arguments) {
		if (this != OFF) {
			this.lines.add(String.format("%12.6f s  ", instant / 1e9) + String.format(format, arguments));
		}
	}

	void end(@Nullable String message) {
		this.lines.add(String.valueOf(message));
	}

	List<String> lines() {
		return this.lines;
	}

}
