package io.quorumlock.sample.orders;

import io.quorumlock.FencingToken;

/**
 * A later holder of the lock has written already. Nothing was changed: read again and
 * decide anew.
 */
public class StaleWriteException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StaleWriteException(String what, FencingToken token, FencingToken fence) {
		super("'%s' was written under token %s, so what comes with token %s is out of date".formatted(what, fence,
				token));
	}

}
