/**
 * Puts the locks for tests in place of the real ones in a test of Spring Boot.
 */
@NullMarked
package io.quorumlock.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
