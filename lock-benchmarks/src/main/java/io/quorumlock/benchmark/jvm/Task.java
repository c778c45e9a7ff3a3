package io.quorumlock.benchmark.jvm;

import java.io.Serializable;

import io.quorumlock.benchmark.library.LockClient;

/**
 * What a worker does with its client. Sent to it, so all that it has is serializable.
 *
 * @param <R> what comes back
 */
public interface Task<R extends Serializable> extends Serializable {

	/**
	 * Does it, on the worker's main thread.
	 * @param client the client of this worker
	 * @return what was measured
	 * @throws Exception if it fails; the run fails with it
	 */
	R run(LockClient client) throws Exception;

}
