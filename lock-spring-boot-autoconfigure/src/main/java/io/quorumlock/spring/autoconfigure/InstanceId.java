package io.quorumlock.spring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.quorumlock.time.Entropy;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Makes the public id of an instance that was given none.
 */
final class InstanceId {

	private static final int RANDOM_CHARACTERS = 8;

	private static final int HOST_CHARACTERS = 100;

	private InstanceId() {
	}

	/**
	 * An id that no other start of the instance has.
	 * @param id the id that it was given, {@code null} for none
	 */
	static String ofThisStart(@Nullable String id, Environment environment) {
		return (id != null) ? id + "-" + random() : generate(environment);
	}

	static String generate(Environment environment) {
		String host = host(environment).replaceAll("[^\\p{Alnum}._-]", "-");
		return host.substring(0, Math.min(host.length(), HOST_CHARACTERS)) + "-" + random();
	}

	private static String random() {
		return Entropy.system().id().substring(0, RANDOM_CHARACTERS);
	}

	// Containers are told their name; asking the resolver may take seconds
	private static String host(Environment environment) {
		String name = environment.getProperty("HOSTNAME", "");
		if (!name.isBlank()) {
			return name;
		}
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "instance";
		}
	}

}
