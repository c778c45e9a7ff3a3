package io.quorumlock.spring.lock;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of locks that the application has declared, by an annotation or by a
 * property. An annotation declares its name when it is read, which is before its method
 * can run. Thread-safe.
 */
public final class DeclaredNames {

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	/**
	 * Names that are declared by properties.
	 * @param names the names
	 */
	public DeclaredNames(Collection<String> names) {
		this.names.addAll(names);
	}

	void add(String name) {
		this.names.add(name);
	}

	/**
	 * Whether a name was declared.
	 * @param name the name of a lock, without its keys
	 * @return {@code true} if it was, up to now
	 */
	public boolean contains(String name) {
		return this.names.contains(name);
	}

}
