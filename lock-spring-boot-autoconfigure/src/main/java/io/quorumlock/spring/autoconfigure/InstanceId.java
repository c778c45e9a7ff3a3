package io.quorumlock.spring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.quorumlock.time.Entropy;

import org.springframework.core.env.Environment;

/**
 * Makes the public id of an instance that was given none.
 */
final class InstanceId {

	private static final int RANDOM_CHARACTERS = 8;

	private static final int HOST_CHARACTERS = 100;

	private InstanceId() {
	}

	static String generate(Environment environment) {
		String host = host(environment).replaceAll("[^\\p{Alnum}._-]", "-");
		return host.substring(0, Math.min(host.length(), HOST_CHARACTERS)) + "-"
				+ Entropy.system().id().substring(0, RANDOM_CHARACTERS);
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
