package io.quorumlock.sample.control;

import java.util.List;

/**
 * The processes that the control room shows and disturbs. Thread-safe.
 */
public interface Machinery {

	/**
	 * The nodes.
	 * @return each, in order
	 */
	List<NodeProcess> nodes();

	/**
	 * Does something to a node.
	 * @param node its name
	 * @param action what to do
	 * @throws ActionRefusedException if that cannot be done now
	 */
	void disturb(String node, NodeAction action);

	/**
	 * Ends an instance at once, as {@code kill -9} does. It is started again.
	 * @param instance its name
	 */
	void kill(String instance);

	/**
	 * Gives an instance a command.
	 * @param instance its name
	 * @param command one of those of {@link io.quorumlock.sample.instance.Commands}
	 */
	void tell(String instance, String command);

	/**
	 * Refuses where a process cannot be paused.
	 * @throws ActionRefusedException on Windows
	 */
	void requirePauses();

}
