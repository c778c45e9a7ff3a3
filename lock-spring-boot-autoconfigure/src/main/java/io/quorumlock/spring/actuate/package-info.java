/**
 * Shows roles in an endpoint of the actuator, and lets operators move them.
 */
@NullMarked
package io.quorumlock.spring.actuate;

import org.jspecify.annotations.NullMarked;
