/**
 * A small order service, as a user of the starter would write it. Copy from here.
 */
@NullMarked
package io.quorumlock.sample.orders;

import org.jspecify.annotations.NullMarked;
