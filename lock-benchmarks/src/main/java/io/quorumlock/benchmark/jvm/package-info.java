/**
 * JVMs of their own for those who are compared, and what they are told to do.
 */
@NullMarked
package io.quorumlock.benchmark.jvm;

import org.jspecify.annotations.NullMarked;
