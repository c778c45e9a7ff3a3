/**
 * What all parts of the sample print to.
 */
@NullMarked
package io.quorumlock.sample;

import org.jspecify.annotations.NullMarked;
