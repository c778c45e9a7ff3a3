package io.quorumlock;

/**
 * Why a lease has ended against its holder's will.
 */
public enum LossCause {

	/** A quorum of nodes did not confirm it in time. */
	NOT_RENEWED("could not be renewed on a quorum of nodes in time"),

	/** Too many nodes have forgotten it, as after a restart or an expiry. */
	FORGOTTEN("was forgotten by too many nodes"),

	/** Its longest hold was over. */
	HELD_TOO_LONG("was held longer than its max-hold allows"),

	/** An operator has taken it away. */
	FORCED("was taken away by an operator");

	private final String phrase;

	LossCause(String phrase) {
		this.phrase = phrase;
	}

	/**
	 * The same in words.
	 * @return what to put behind "it"
	 */
	public String phrase() {
		return this.phrase;
	}

}
