package io.quorumlock.spring.call;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.quorumlock.spring.aop.WrongUse;
import io.quorumlock.spring.aop.WrongUseException;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;

/**
 * What the annotations of methods ask for, read at the first call of each.
 *
 * @param <D> what was read
 */
public final class MethodCache<D> {

	private final MethodReader<D> reader;

	private final ConcurrentMap<MethodClassKey, D> definitions = new ConcurrentHashMap<>();

	/**
	 * An empty cache.
	 * @param reader reads a method
	 */
	public MethodCache(MethodReader<D> reader) {
		this.reader = reader;
	}

	/**
	 * What the annotation of the called method asks for.
	 * @param call the call
	 * @return what was read
	 * @throws WrongUseException if something is wrong with it
	 */
	public D get(Call call) {
		MethodClassKey key = new MethodClassKey(call.method(), call.targetClass());
		D definition = this.definitions.get(key);
		return (definition != null) ? definition
				: this.definitions.computeIfAbsent(key, (unread) -> read(call.targetClass(),
						AopUtils.getMostSpecificMethod(call.method(), call.targetClass())));
	}

	private D read(Class<?> type, Method method) {
		List<WrongUse> mistakes = new ArrayList<>();
		D definition = this.reader.read(type, method, mistakes::add);
		if (!mistakes.isEmpty()) {
			throw new WrongUseException(mistakes);
		}
		return definition;
	}

}
