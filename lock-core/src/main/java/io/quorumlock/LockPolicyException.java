package io.quorumlock;

/**
 * A request asks for what the policy of the application does not allow. No node was
 * asked, and nothing is held.
 */
public final class LockPolicyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String remedy;

	/**
	 * A new exception.
	 * @param problem what is not allowed
	 * @param remedy what to change
	 */
	public LockPolicyException(String problem, String remedy) {
		super(problem + ". " + remedy);
		this.problem = problem;
		this.remedy = remedy;
	}

	/**
	 * What is not allowed.
	 * @return a phrase without a full stop
	 */
	public String getProblem() {
		return this.problem;
	}

	/**
	 * What to change.
	 * @return a phrase without a full stop
	 */
	public String getRemedy() {
		return this.remedy;
	}

}
