package io.quorumlock.spring.aop;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Reads the annotation of a method, and says all that is wrong with it.
 */
final class LockDefinitionReader {

	private final UnaryOperator<String> placeholders;

	LockDefinitionReader(UnaryOperator<String> placeholders) {
		this.placeholders = placeholders;
	}

	LockDefinition read(Class<?> type, Method method) {
		List<WrongUse> mistakes = new ArrayList<>();
		LockDefinition definition = read(type, method, mistakes::add);
		if (!mistakes.isEmpty()) {
			throw new WrongUseException(mistakes);
		}
		return definition;
	}

	LockDefinition read(Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		DistributedLock annotation = AnnotatedElementUtils.findMergedAnnotation(method, DistributedLock.class);
		if (annotation == null) {
			throw new IllegalStateException("No @DistributedLock on " + WrongUse.describe(type, method));
		}
		if (annotation.onContention() == OnContention.SKIP) {
			SkippedResult.check("onContention", type, method, mistakes);
		}
		ReturnStyle.check("@DistributedLock", type, method, mistakes);
		Mistakes here = (problem, remedy) -> mistakes.accept(WrongUse.of(type, method, problem, remedy));
		return new LockDefinition(name(annotation, here), key(annotation, type, method, here),
				duration("leaseTime", annotation.leaseTime(), here), duration("waitTime", annotation.waitTime(), here),
				annotation.onContention(), ReturnStyle.of(method), method.getReturnType());
	}

	private String name(DistributedLock annotation, Mistakes mistakes) {
		if (annotation.name().isBlank()) {
			mistakes.add("the lock has no name", "Give it one: @DistributedLock(\"orders\")");
			return "";
		}
		try {
			return LockName.requireLegal("lock name", this.placeholders.apply(annotation.name()));
		}
		catch (IllegalArgumentException ex) {
			mistakes.add("name = \"" + annotation.name() + "\" cannot be used: " + ex.getMessage(),
					"Write a name such as \"orders\", and put what comes from the arguments into 'key'");
			return "";
		}
	}

	private @Nullable KeyExpression key(DistributedLock annotation, Class<?> type, Method method, Mistakes mistakes) {
		if (annotation.key().isEmpty()) {
			return null;
		}
		try {
			return KeyExpression.parse(annotation.key(), type, method);
		}
		catch (IllegalArgumentException ex) {
			mistakes.add("key = \"" + annotation.key() + "\" cannot be used: " + ex.getMessage(),
					"To lock the name alone, leave 'key' out");
			return null;
		}
	}

	private @Nullable Duration duration(String attribute, String text, Mistakes mistakes) {
		if (text.isEmpty()) {
			return null;
		}
		try {
			Duration duration = DurationStyle.detectAndParse(this.placeholders.apply(text));
			LeaseRequest request = LeaseRequest.of("any");
			if (attribute.equals("leaseTime")) {
				request.withLeaseTime(duration);
			}
			else {
				request.withWaitTime(duration);
			}
			return duration;
		}
		catch (IllegalArgumentException ex) {
			mistakes.add(attribute + " = \"" + text + "\" cannot be used: " + ex.getMessage(),
					"Write a duration such as \"30s\" or \"500ms\"");
			return null;
		}
	}

	@FunctionalInterface
	private interface Mistakes {

		void add(String problem, String remedy);

	}

}
