/**
 * Turns calls of annotated methods into locked ones, and finds wrong use at startup.
 */
@NullMarked
package io.quorumlock.spring.aop;

import org.jspecify.annotations.NullMarked;
