package io.quorumlock.spring.autoconfigure;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
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

	private final Map<String, CompletableFuture<Node>> pending = new ConcurrentHashMap<>();

	NodeCredentials(LockCredentialsProvider provider, Executor executor) {
		this.provider = provider;
		this.executor = executor;
	}

	/**
	 * Asks anew, unless the question before is still open: a provider that hangs would
	 * else hold a thread more with each attempt to connect.
	 * @param node the node
	 * @return the node, with the credentials to present to it now; or it fails, and says
	 * why without repeating a message that may hold a secret
	 */
	CompletableFuture<Node> ask(Node node) {
		CompletableFuture<Node> question = new CompletableFuture<>();
		CompletableFuture<Node> open = this.pending.putIfAbsent(node.name(), question);
		if (open != null) {
			return open.copy();
		}
		question.completeAsync(() -> answer(node), this.executor);
		// Also when it fails; nobody can cancel it, as all get a copy
		return question.whenComplete((found, failure) -> this.pending.remove(node.name(), question));
	}

	private Node answer(Node node) {
		try {
			Credentials found = this.provider.getCredentials(node);
			return (found != null) ? new Node(node.host(), node.port(), node.database(), found.username(),
					found.password(), node.sslBundle()) : node;
		}
		catch (RuntimeException ex) {
			throw new CompletionException(
					new CredentialException("no credentials: the provider failed with " + ex.getClass().getName()));
		}
	}

}
