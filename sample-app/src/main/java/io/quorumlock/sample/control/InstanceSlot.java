package io.quorumlock.sample.control;

/**
 * The place of an instance, which one process after the other takes.
 *
 * @param name the name of the instance
 * @param port where it listens
 */
public record InstanceSlot(String name, int port) {

}
