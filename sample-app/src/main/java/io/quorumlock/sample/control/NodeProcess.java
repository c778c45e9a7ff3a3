package io.quorumlock.sample.control;

/**
 * The process of a node.
 *
 * @param name the name of the node
 * @param address host and port
 * @param state how the process is doing
 */
public record NodeProcess(String name, String address, ProcessState state) {

}
