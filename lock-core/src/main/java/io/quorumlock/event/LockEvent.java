package io.quorumlock.event;

/**
 * Something that has happened to a lease, to a node that votes, or to the watchdog of
 * this instance.
 */
public sealed interface LockEvent permits LeaseEvent, NodeEvent, WokeLate {

}
