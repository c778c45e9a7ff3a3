package io.quorumlock.spring.leader;

import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

import io.quorumlock.LockName;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.spring.aop.WrongUse;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Reads the annotation of a method.
 */
final class RoleReader {

	private final UnaryOperator<String> placeholders;

	RoleReader(UnaryOperator<String> placeholders) {
		this.placeholders = placeholders;
	}

	static LeaderOnly annotation(Class<?> type, Method method) {
		LeaderOnly annotation = AnnotatedElementUtils.findMergedAnnotation(method, LeaderOnly.class);
		if (annotation == null) {
			throw new IllegalStateException("No @LeaderOnly on " + WrongUse.describe(type, method));
		}
		return annotation;
	}

	/**
	 * The role that an annotation names.
	 * @param annotation the annotation
	 * @return the role, placeholders resolved
	 * @throws IllegalArgumentException if it cannot be a role
	 */
	String role(LeaderOnly annotation) {
		String role = annotation.role();
		return role.isEmpty() ? LeaderOnly.DEFAULT_ROLE : LockName.requireLegal("role", this.placeholders.apply(role));
	}

}
