package io.quorumlock.spring.autoconfigure;

/**
 * A property has a value that cannot work.
 */
class InvalidLockPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String value;

	private final String reason;

	private final String remedy;

	/**
	 * A new exception.
	 * @param property the property to change
	 * @param value its value, without secrets
	 * @param reason what is wrong with it
	 * @param remedy what to write instead
	 */
	InvalidLockPropertyException(String property, Object value, String reason, String remedy) {
		super("Property '" + property + "' is '" + value + "', but " + reason + ". " + remedy);
		this.property = property;
		this.value = value.toString();
		this.reason = reason;
		this.remedy = remedy;
	}

	String getProperty() {
		return this.property;
	}

	String getValue() {
		return this.value;
	}

	String getReason() {
		return this.reason;
	}

	String getRemedy() {
		return this.remedy;
	}

}
