/**
 * Leadership: a role is a lease, its fencing token is the term.
 */
@NullMarked
package io.quorumlock.election;

import org.jspecify.annotations.NullMarked;
