/**
 * Wires the lock registry for Spring Integration into a Spring Boot application.
 */
@NullMarked
package io.quorumlock.spring.integration.autoconfigure;

import org.jspecify.annotations.NullMarked;
