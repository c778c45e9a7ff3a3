/**
 * What a native image has to be told.
 */
@NullMarked
package io.quorumlock.spring.aot;

import org.jspecify.annotations.NullMarked;
