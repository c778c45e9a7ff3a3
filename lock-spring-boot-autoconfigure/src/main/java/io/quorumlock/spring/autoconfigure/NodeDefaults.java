package io.quorumlock.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Credentials and TLS of the nodes whose URI does not say otherwise.
 */
final class NodeDefaults {

	private static final String USERNAME = "lock.username";

	private static final String PASSWORD = "lock.password";

	private static final String BUNDLE = "lock.ssl.bundle";

	private final LockProperties properties;

	private final @Nullable SslBundles bundles;

	/**
	 * Defaults by properties.
	 * @param properties the properties
	 * @param bundles the SSL bundles of the application, {@code null} for none
	 */
	NodeDefaults(LockProperties properties, @Nullable SslBundles bundles) {
		this.properties = properties;
		this.bundles = bundles;
		if (properties.username() != null && properties.password() == null) {
			throw new InvalidLockPropertyException(USERNAME, properties.username(), "there is no password for it",
					"Set 'lock.password', too");
		}
	}

	/**
	 * Refuses defaults where there are no nodes to which they could apply.
	 */
	static void requireNone(LockProperties properties) {
		requireNone(USERNAME, properties.username());
		requireNone(PASSWORD, properties.password());
		requireNone(BUNDLE, properties.ssl().bundle());
	}

	private static void requireNone(String property, @Nullable String value) {
		if (value != null) {
			throw new InvalidLockPropertyException(property, "(set)",
					"it is for the nodes of 'lock.nodes', and there are none",
					"Set 'lock.nodes', or its counterpart under 'spring.data.redis'");
		}
	}

	@Nullable String username() {
		return this.properties.username();
	}

	@Nullable String password() {
		return this.properties.password();
	}

	/**
	 * What to encrypt a connection with.
	 * @return the bundle, {@code null} if none is configured
	 */
	@Nullable SslBundle sslBundle() {
		String name = this.properties.ssl().bundle();
		return (name != null) ? sslBundle(name, BUNDLE, name) : null;
	}

	/**
	 * A bundle by its name.
	 * @param name the name
	 * @param property the property that has the name
	 * @param value the value of that property, without secrets
	 */
	SslBundle sslBundle(String name, String property, String value) {
		SslBundles known = this.bundles;
		if (known == null || !known.getBundleNames().contains(name)) {
			throw new InvalidLockPropertyException(property, value, "there is no SSL bundle '" + name + "'",
					"Define it under 'spring.ssl.bundle'"
							+ ((known != null) ? ", or name one of " + known.getBundleNames() : ""));
		}
		return CurrentSslBundle.of(known, name);
	}

}
