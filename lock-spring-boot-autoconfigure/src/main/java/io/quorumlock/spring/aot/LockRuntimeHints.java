package io.quorumlock.spring.aot;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.spring.lock.DistributedLockAdvisor;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * Keeps in a native image what is only found by its name when the application runs: the
 * script of the nodes, the attributes of the annotations, and what {@code #root} is in a
 * key expression.
 */
class LockRuntimeHints implements RuntimeHintsRegistrar {

	static final String SCRIPT = "io/quorumlock/redis/lease-node.lua";

	static final TypeReference KEY_ROOT = TypeReference.of(DistributedLockAdvisor.class.getPackageName() + ".KeyRoot");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(SCRIPT);
		hints.reflection().registerType(KEY_ROOT, MemberCategory.INVOKE_PUBLIC_METHODS);
		for (Class<?> annotation : new Class<?>[] { DistributedLock.class, LeaderOnly.class }) {
			hints.reflection().registerType(annotation, MemberCategory.INVOKE_DECLARED_METHODS);
			// Attributes with aliases are read from a proxy that Spring makes
			hints.proxies().registerJdkProxy(annotation);
		}
	}

}
