/**
 * A log of what happened to locks, roles and nodes, in which nothing can be changed
 * unnoticed.
 */
@NullMarked
package io.quorumlock.spring.audit;

import org.jspecify.annotations.NullMarked;
