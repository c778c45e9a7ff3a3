package io.quorumlock.spring.autoconfigure;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Supplies user names and passwords that change while the application runs. A bean of
 * this type is asked before each connection to a node.
 */
@FunctionalInterface
public interface LockCredentialsProvider {

	/**
	 * Tells what to present to a node. Called on a thread that may block, by several
	 * threads at once; what takes longer than two seconds, or throws, fails the attempt
	 * to connect, which is made again later.
	 * @param node the node, with the credentials that are configured for it
	 * @return the credentials, {@code null} for those that are configured
	 */
	@Nullable Credentials getCredentials(Node node);

	/**
	 * A user name and a password.
	 *
	 * @param username the user, {@code null} for the default user
	 * @param password the password
	 */
	record Credentials(@Nullable String username, String password) {

		/**
		 * Checks the password.
		 */
		public Credentials {
			Assert.hasLength(password, "'password' must not be empty");
		}

		/**
		 * Without the credentials.
		 */
		@Override
		public String toString() {
			return "******";
		}

	}

}
