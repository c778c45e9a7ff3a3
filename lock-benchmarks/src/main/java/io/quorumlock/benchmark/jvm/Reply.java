package io.quorumlock.benchmark.jvm;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * What a worker answers to a task.
 *
 * @param result what was measured, {@code null} if it failed
 * @param failure why it failed, {@code null} if it did not
 * @param cpuNanos the CPU time that the worker's process spent meanwhile
 */
record Reply(@Nullable Serializable result, @Nullable String failure, long cpuNanos) implements Serializable {

}
