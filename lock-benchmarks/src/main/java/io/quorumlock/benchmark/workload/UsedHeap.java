package io.quorumlock.benchmark.workload;

import java.lang.management.ManagementFactory;

/**
 * The heap that is used when garbage has been collected.
 */
final class UsedHeap {

	private static final int COLLECTIONS = 3;

	private UsedHeap() {
	}

	static long bytes() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
