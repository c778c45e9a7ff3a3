package io.quorumlock.spring.integration;

import io.quorumlock.Lease;
import org.jspecify.annotations.Nullable;

/**
 * How a lease is asked for.
 *
 * @param <E> what is thrown
 */
interface Acquisition<E extends Exception> {

	/**
	 * Asks for the lease.
	 * @return the lease, {@code null} if somebody else has it
	 * @throws E if it could not be decided; nothing is held then
	 */
	@Nullable Lease acquire() throws E;

	/**
	 * The same acquisition, begun again whenever it is interrupted; the thread is
	 * interrupted when it has ended.
	 * @param interruptible the acquisition
	 * @return one that cannot be interrupted
	 */
	static Acquisition<RuntimeException> uninterruptible(Acquisition<InterruptedException> interruptible) {
		return () -> {
			boolean interrupted = false;
			try {
				while (true) {
					try {
						return interruptible.acquire();
					}
					catch (InterruptedException ex) {
						interrupted = true;
					}
				}
			}
			finally {
				if (interrupted) {
					Thread.currentThread().interrupt();
				}
			}
		};
	}

}
