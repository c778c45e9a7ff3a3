/**
 * What a user writes on methods, and what such methods throw.
 */
@NullMarked
package io.quorumlock.annotation;

import org.jspecify.annotations.NullMarked;
