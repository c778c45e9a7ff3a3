/**
 * Calls of annotated methods that run under a lease, wherever that comes from.
 */
@NullMarked
package io.quorumlock.spring.call;

import org.jspecify.annotations.NullMarked;
