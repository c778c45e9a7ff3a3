/**
 * Whole instances, in this JVM and in others, on real Redis servers.
 */
@NullMarked
package io.quorumlock.integration;

import org.jspecify.annotations.NullMarked;
