/**
 * What turns the order service into one of several instances of a show: load, faults, and
 * reports to the control room.
 */
@NullMarked
package io.quorumlock.sample.instance;

import org.jspecify.annotations.NullMarked;
