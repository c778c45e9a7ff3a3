/**
 * Wires locks and leader election into a Spring Boot application.
 */
@NullMarked
package io.quorumlock.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
