package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What happened in a history, line by line, for people. Nobody reads it unless the
 * history failed, so it is written only when that one is run again.
 */
final class Trace {

	/** Notes nothing. */
	static final Trace OFF = new Trace();

	private final List<String> lines = new ArrayList<>();

	void note(long instant, Supplier<String> what) {
		if (this != OFF) {
			this.lines.add("%12.6f s  %s".formatted(instant / 1e9, what.get()));
		}
	}

	void end(@Nullable String message) {
		this.lines.add(String.valueOf(message));
	}

	List<String> lines() {
		return this.lines;
	}

}
