/**
 * What all annotations for methods need: finding the methods, and wrong use of them when
 * the application starts.
 */
@NullMarked
package io.quorumlock.spring.aop;

import org.jspecify.annotations.NullMarked;
