/**
 * What an instance tells the control room, a line at a time.
 */
@NullMarked
package io.quorumlock.sample.report;

import org.jspecify.annotations.NullMarked;
