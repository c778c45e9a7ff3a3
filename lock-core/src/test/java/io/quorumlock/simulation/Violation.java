package io.quorumlock.simulation;

/**
 * An invariant was broken.
 */
public final class Violation extends Error {

	private static final long serialVersionUID = 1L;

	private final String invariant;

	/**
	 * A new violation.
	 * @param invariant which, such as {@code I1}
	 * @param message what happened
	 */
	public Violation(String invariant, String message) {
		super(invariant + ": " + message, null, false, false);
		this.invariant = invariant;
	}

	/**
	 * Which invariant.
	 * @return its name
	 */
	public String invariant() {
		return this.invariant;
	}

}
