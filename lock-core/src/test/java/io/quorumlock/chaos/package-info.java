/**
 * Real processes, real faults: clients in JVMs of their own work under locks of Redis
 * servers behind a failing network, and a register tells whether any write came out of
 * turn.
 */
@NullMarked
package io.quorumlock.chaos;

import org.jspecify.annotations.NullMarked;
