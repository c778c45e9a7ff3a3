package io.quorumlock.sample.orders;

import java.time.Instant;

import io.quorumlock.FencingToken;

/**
 * An order that was placed.
 *
 * @param article what was ordered
 * @param token the fencing token under which the stock was changed
 * @param begun when the lock was there
 * @param ended when the stock was changed
 */
public record Order(String article, FencingToken token, Instant begun, Instant ended) {

}
