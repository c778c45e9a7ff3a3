/**
 * Pure arithmetic of the protocol: counting votes, deadlines and tokens.
 */
@NullMarked
package io.quorumlock.quorum.vote;

import org.jspecify.annotations.NullMarked;
