/**
 * What is measured: one workload for each row of the aims.
 */
@NullMarked
package io.quorumlock.benchmark.workload;

import org.jspecify.annotations.NullMarked;
