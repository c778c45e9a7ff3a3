/**
 * Lets Spring Integration take its locks as leases on a quorum of nodes.
 */
@NullMarked
package io.quorumlock.spring.integration;

import org.jspecify.annotations.NullMarked;
