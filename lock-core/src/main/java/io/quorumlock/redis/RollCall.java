package io.quorumlock.redis;

import java.util.concurrent.CompletionStage;

/**
 * Asks one server who shares the locks, over one connection. Used on the protocol's
 * thread only, on which its stages complete.
 */
interface RollCall {

	/**
	 * Asks, and says nothing of this instance.
	 * @param known the identity by which this instance knew the server before, empty if
	 * it did not
	 * @return completes with the answer
	 */
	CompletionStage<Roll> look(String known);

	/**
	 * Says what this instance is, and asks after that.
	 * @param identity the server's identity, in case that it has forgotten it
	 * @param self this instance
	 * @return completes with the answer
	 */
	CompletionStage<Roll> register(String identity, Member self);

	/** Takes back what was said, as far as that still gets through. */
	void withdraw();

	/**
	 * Ends the connection.
	 * @param reason why
	 */
	void end(String reason);

}
