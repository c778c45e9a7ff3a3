package io.quorumlock.sample.instance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the control room may ask of an instance: a word on its standard input.
 */
public final class Commands {

	/** Stop in the middle of the next transfer, until the next line comes in. */
	public static final String PAUSE = "pause";

	/** Give up the roles that this instance leads. */
	public static final String STEP_DOWN = "step-down";

	/** Move no money for a few seconds. */
	public static final String HUSH = "hush";

	/** Goes on after a pause. Read by the shell that has stopped the process. */
	public static final String CONTINUE = "continue";

	private final Map<String, Runnable> actions = new ConcurrentHashMap<>();

	Commands() {
	}

	void on(String command, Runnable action) {
		this.actions.put(command, action);
	}

	void run(String command) {
		this.actions.getOrDefault(command, () -> {
		}).run();
	}

}
