package io.quorumlock.event;

/**
 * Something that has happened to a lease, to a node that votes, or to the watchdog of
 * this instance, or that was asked by an operator.
 */
public sealed interface LockEvent permits LeaseEvent, NodeEvent, WokeLate, ForceAsked {

}
