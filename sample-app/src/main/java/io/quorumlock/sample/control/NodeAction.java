package io.quorumlock.sample.control;

/**
 * What can be done to a node.
 */
public enum NodeAction {

	/** Ends its process. */
	STOP("is stopped"),

	/** Stops its process without ending it. */
	PAUSE("is paused"),

	/** Lets a paused process go on. */
	RESUME("goes on"),

	/** Ends its process if it runs, and starts it again, empty. */
	RESTART("is started again, empty"),

	/** Deletes all that it has stored. */
	WIPE("has lost its data");

	private final String outcome;

	NodeAction(String outcome) {
		this.outcome = outcome;
	}

	String outcome() {
		return this.outcome;
	}

}
