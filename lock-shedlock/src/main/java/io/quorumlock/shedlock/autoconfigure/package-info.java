/**
 * Wires the lock provider for ShedLock into a Spring Boot application.
 */
@NullMarked
package io.quorumlock.shedlock.autoconfigure;

import org.jspecify.annotations.NullMarked;
