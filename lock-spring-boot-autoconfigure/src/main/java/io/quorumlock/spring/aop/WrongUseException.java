package io.quorumlock.spring.aop;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Annotations are used in a way that could not work. Carries all mistakes found.
 */
public final class WrongUseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<WrongUse> mistakes;

	/**
	 * A new exception.
	 * @param mistakes what is wrong, at least one
	 */
	public WrongUseException(List<WrongUse> mistakes) {
		super(mistakes.stream().map(WrongUse::toString).collect(Collectors.joining(System.lineSeparator())));
		this.mistakes = List.copyOf(mistakes);
	}

	/**
	 * What is wrong.
	 * @return all mistakes found
	 */
	public List<WrongUse> getMistakes() {
		return this.mistakes;
	}

}
