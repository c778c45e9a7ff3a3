package io.quorumlock.redis;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.netty.channel.ConnectTimeoutException;
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
		String reason = "connection lost";
		int depth = 0;
		for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause(), depth++) {
			String found = find(cause);
			if (found != null) {
				return found;
			}
			if (!(cause instanceof RuntimeException)) {
				reason = cause.getClass().getSimpleName();
			}
		}
		return reason;
	}

	private static @Nullable String find(Throwable cause) {
		if (cause instanceof UnfitServerException) {
			return cause.getMessage();
		}
		if (cause instanceof RedisCommandExecutionException) {
			return refusal(String.valueOf(cause.getMessage()));
		}
		if (cause instanceof ConnectTimeoutException) {
			return "connecting took too long";
		}
		if (cause instanceof ConnectException) {
			return "connection refused";
		}
		if (cause instanceof UnknownHostException) {
			return "unknown host";
		}
		if (cause instanceof SSLException) {
			return "TLS handshake failed";
		}
		if (cause instanceof RedisCommandTimeoutException) {
			return "no answer in time";
		}
		if (cause instanceof ClosedChannelException || cause instanceof CancellationException) {
			return "connection closed";
		}
		return (cause instanceof IOException) ? "connection broken" : null;
	}

	private static String refusal(String message) {
		Matcher code = CODE.matcher(message);
		if (!code.find()) {
			return "refused by the server";
		}
		return switch (code.group(1)) {
			case "WRONGPASS" -> "refused: WRONGPASS, user name or password is wrong";
			case "NOAUTH" -> "refused: NOAUTH, the server wants a password";
			case "NOPERM" -> "refused: NOPERM, the user may not run scripts on the keys lock:*";
			default -> "refused: " + code.group(1);
		};
	}

}
