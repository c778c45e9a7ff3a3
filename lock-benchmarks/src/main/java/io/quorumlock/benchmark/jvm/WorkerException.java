package io.quorumlock.benchmark.jvm;

/**
 * A worker could not do what it was told.
 */
public final class WorkerException extends RuntimeException {

	WorkerException(String trace) {
		super("A worker failed: " + trace);
	}

	WorkerException(Exception cause) {
		super("A worker is gone", cause);
	}

}
