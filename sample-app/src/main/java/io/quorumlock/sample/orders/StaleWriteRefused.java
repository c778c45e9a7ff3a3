package io.quorumlock.sample.orders;

import io.quorumlock.FencingToken;

/**
 * The database has refused what a holder wanted to write that others had overtaken. An
 * application event.
 *
 * @param account which account
 * @param token the token that came with the write
 * @param fence the higher token of the last write
 * @param amount how much was to be moved
 */
public record StaleWriteRefused(String account, FencingToken token, FencingToken fence, long amount) {

}
