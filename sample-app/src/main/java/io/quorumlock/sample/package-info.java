/**
 * A small order service, as a user of the starter would write it.
 */
@NullMarked
package io.quorumlock.sample;

import org.jspecify.annotations.NullMarked;
