package io.quorumlock.event;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;

/**
 * One instance asked another one, which holds a lock, to take it away from its holder, as
 * an operator wants it. Told on both; on the latter right before the lease is lost.
 *
 * @param lock what is locked
 * @param token the holder's token
 * @param from the public id of the instance that asks, as it says itself
 * @param to the public id of the instance that is asked
 */
public record ForceAsked(LockName lock, FencingToken token, String from, String to) implements LockEvent {

}
