package io.quorumlock.redis;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;
import javax.security.auth.login.CredentialException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.netty.channel.ConnectTimeoutException;
import io.quorumlock.redis.NodeProblem.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Tells in a few words why something failed. Messages of exceptions are not passed on:
 * they may carry what was sent, and so a password or a session id.
 */
final class Failure {

	private static final Pattern CODE = Pattern.compile("^([A-Z]{2,20})\\b");

	private Failure() {
	}

	static String reason(Throwable failure) {
		return problem(failure).reason();
	}

	static NodeProblem problem(Throwable failure) {
		String reason = "connection lost";
		int depth = 0;
		for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause(), depth++) {
			NodeProblem found = find(cause);
			if (found != null) {
				return found;
			}
			if (!(cause instanceof RuntimeException)) {
				reason = cause.getClass().getSimpleName();
			}
		}
		return new NodeProblem(Kind.OTHER, reason);
	}

	private static @Nullable NodeProblem find(Throwable cause) {
		if (cause instanceof UnfitServerException unfit) {
			return unfit.problem();
		}
		if (cause instanceof RedisCommandExecutionException) {
			return refusal(String.valueOf(cause.getMessage()));
		}
		if (cause instanceof CredentialException) {
			// Of those who look for them, who know that it is shown
			return new NodeProblem(Kind.CREDENTIALS, String.valueOf(cause.getMessage()));
		}
		if (cause instanceof SSLException) {
			return new NodeProblem(Kind.TLS, "TLS handshake failed");
		}
		String reason = unreachable(cause);
		return (reason != null) ? new NodeProblem(Kind.UNREACHABLE, reason) : null;
	}

	private static @Nullable String unreachable(Throwable cause) {
		if (cause instanceof ConnectTimeoutException) {
			return "connecting took too long";
		}
		if (cause instanceof ConnectException) {
			return "connection refused";
		}
		if (cause instanceof UnknownHostException) {
			return "unknown host";
		}
		if (cause instanceof RedisCommandTimeoutException) {
			return "no answer in time";
		}
		if (cause instanceof ClosedChannelException || cause instanceof CancellationException) {
			return "connection closed";
		}
		return (cause instanceof IOException) ? "connection broken" : null;
	}

	private static NodeProblem refusal(String message) {
		Matcher code = CODE.matcher(message);
		if (!code.find()) {
			return new NodeProblem(Kind.OTHER, "refused by the server");
		}
		return switch (code.group(1)) {
			case "WRONGPASS" -> new NodeProblem(Kind.CREDENTIALS, "refused: WRONGPASS, user name or password is wrong");
			case "NOAUTH" -> new NodeProblem(Kind.CREDENTIALS, "refused: NOAUTH, the server wants a password");
			case "NOPERM" ->
				new NodeProblem(Kind.PERMISSION, "refused: NOPERM, the user may not run scripts on the keys lock:*");
			default -> new NodeProblem(Kind.OTHER, "refused: " + code.group(1));
		};
	}

}
