/**
 * What things cost, measured with JMH.
 */
@NullMarked
package io.quorumlock.benchmark;

import org.jspecify.annotations.NullMarked;
