/**
 * What came out, as numbers, as tables and as a plot.
 */
@NullMarked
package io.quorumlock.benchmark.report;

import org.jspecify.annotations.NullMarked;
