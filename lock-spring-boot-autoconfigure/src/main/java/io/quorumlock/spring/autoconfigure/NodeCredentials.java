package io.quorumlock.spring.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import javax.security.auth.login.CredentialException;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import io.quorumlock.spring.autoconfigure.LockCredentialsProvider.Credentials;

/**
 * Asks for credentials on a thread that may block: those that connect may not.
 */
final class NodeCredentials {

	private final LockCredentialsProvider provider;

	private final Executor executor;

	NodeCredentials(LockCredentialsProvider provider, Executor executor) {
		this.provider = provider;
		this.executor = executor;
	}

	/**
	 * Asks anew.
	 * @param node the node
	 * @return the node, with the credentials to present to it now; or it fails, and says
	 * why without repeating a message that may hold a secret
	 */
	CompletableFuture<Node> ask(Node node) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				Credentials found = this.provider.getCredentials(node);
				return (found != null) ? new Node(node.host(), node.port(), node.database(), found.username(),
						found.password(), node.sslBundle()) : node;
			}
			catch (RuntimeException ex) {
				throw new CompletionException(
						new CredentialException("no credentials: the provider failed with " + ex.getClass().getName()));
			}
		}, this.executor);
	}

}
