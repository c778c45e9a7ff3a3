package io.quorumlock.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import javax.security.auth.login.CredentialException;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the credentials before there is a connection. Lettuce would ask for them, and
 * then log in, on another thread than that of the connection: a refusal would be reported
 * there while the connection ends here, and the end, which tells nobody anything, might
 * come first.
 */
final class Login {

	private final RedisURI uri;

	private final Duration patience;

	private final ProtocolThread thread;

	Login(RedisURI uri, RedisNodeSettings settings, ProtocolThread thread) {
		this.uri = uri;
		this.patience = settings.handshakeTimeout();
		this.thread = thread;
	}

	/**
	 * Asks for the credentials anew.
	 * @return the URI with them, on the protocol's thread; or it fails
	 */
	CompletionStage<RedisURI> prepare() {
		CompletableFuture<@Nullable RedisCredentials> found = this.uri.getCredentialsProvider()
			.resolveCredentials()
			.toFuture();
		Timers.Timer timeout = this.thread.timers()
			.schedule(this.patience.toNanos(), () -> found
				.completeExceptionally(new CredentialException("no credentials: the provider took too long")));
		return this.thread.bring(found).whenComplete((credentials, failure) -> timeout.cancel()).thenApply(this::with);
	}

	private RedisURI with(@Nullable RedisCredentials credentials) {
		StaticCredentialsProvider known = (credentials != null) ? new StaticCredentialsProvider(credentials)
				: new StaticCredentialsProvider(null, null);
		RedisURI.Builder builder = RedisURI.builder(this.uri).withAuthentication(known).withTimeout(this.patience);
		if (!this.uri.getSentinels().isEmpty()) {
			builder.withSentinelMasterId(this.uri.getSentinelMasterId());
			this.uri.getSentinels().forEach((sentinel) -> builder.withSentinel(patient(sentinel)));
		}
		return builder.build();
	}

	private RedisURI patient(RedisURI sentinel) {
		return RedisURI.builder(sentinel).withTimeout(this.patience).build();
	}

}
