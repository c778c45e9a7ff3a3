package io.quorumlock.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.lettuce.core.RedisCredentials;

/**
 * A password that notes on which threads it is read.
 */
final class NotedCredentials implements RedisCredentials {

	final Set<String> threads = ConcurrentHashMap.newKeySet();

	private final String password;

	NotedCredentials(String password) {
		this.password = password;
	}

	@Override
	public String getUsername() {
		return "default";
	}

	@Override
	public boolean hasUsername() {
		return true;
	}

	@Override
	public char[] getPassword() {
		this.threads.add(Thread.currentThread().getName());
		return this.password.toCharArray();
	}

	@Override
	public boolean hasPassword() {
		return true;
	}

}
