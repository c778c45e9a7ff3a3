package io.quorumlock.spring.lock;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockException;
import io.quorumlock.LockName;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.annotation.OnUnavailable;
import io.quorumlock.spring.aop.ReturnStyle;
import io.quorumlock.spring.aop.SkippedResult;
import io.quorumlock.spring.aop.WrongUse;
import io.quorumlock.spring.call.CallStyle;
import io.quorumlock.spring.call.Fallback;
import io.quorumlock.spring.call.MethodReader;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Reads the annotation of a method, and says all that is wrong with it.
 */
public final class LockDefinitionReader implements MethodReader<LockDefinition> {

	private final UnaryOperator<String> placeholders;

	private final Supplier<Function<String, LockTimes>> overrides;

	private final Supplier<DeclaredNames> names;

	/**
	 * A new reader.
	 * @param placeholders resolves <code>${…}</code>, failing if it cannot
	 * @param overrides the times that are configured for a name, asked for when the first
	 * annotation is read
	 * @param names told of the name of each annotation, asked for then, too
	 */
	public LockDefinitionReader(UnaryOperator<String> placeholders, Supplier<Function<String, LockTimes>> overrides,
			Supplier<DeclaredNames> names) {
		this.placeholders = placeholders;
		this.overrides = SingletonSupplier.of(overrides);
		this.names = SingletonSupplier.of(names);
	}

	@Override
	public LockDefinition read(Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		DistributedLock annotation = AnnotatedElementUtils.findMergedAnnotation(method, DistributedLock.class);
		if (annotation == null) {
			throw new IllegalStateException("No @DistributedLock on " + WrongUse.describe(type, method));
		}
		if (annotation.onContention() == OnContention.SKIP) {
			SkippedResult.check("onContention", type, method, mistakes);
		}
		if (annotation.onUnavailable() == OnUnavailable.SKIP) {
			SkippedResult.check("onUnavailable", type, method, mistakes);
		}
		ReturnStyle.check("@DistributedLock", type, method, mistakes);
		Mistakes here = (problem, remedy) -> mistakes.accept(WrongUse.of(type, method, problem, remedy));
		Fallback fallback = Fallback.find(annotation.fallbackMethod(), type, method, LockException.class, mistakes);
		String name = name(annotation, here);
		return new LockDefinition(name, annotation.scope(), key(annotation, type, method, here),
				times(name, annotation, here), annotation.onContention(), annotation.onUnavailable(),
				CallStyle.of(method, onLost(annotation, ReturnStyle.of(method), here), fallback));
	}

	private String name(DistributedLock annotation, Mistakes mistakes) {
		if (annotation.name().isBlank()) {
			mistakes.add("the lock has no name", "Give it one: @DistributedLock(\"orders\")");
			return "";
		}
		try {
			String name = LockName.requireLegal("lock name", this.placeholders.apply(annotation.name()));
			this.names.get().add(name);
			return name;
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

	private LockTimes times(String name, DistributedLock annotation, Mistakes mistakes) {
		LeaseRequest any = LeaseRequest.of("any");
		LockTimes written = new LockTimes(
				duration("leaseTime", annotation.leaseTime(), (time) -> any.withLeaseTime(time).leaseTime(), mistakes),
				duration("waitTime", annotation.waitTime(), (time) -> any.withWaitTime(time).waitTime(), mistakes),
				duration("maxHold", annotation.maxHold(), (time) -> any.withMaxHold(time).maxHold(), mistakes),
				duration("minHold", annotation.minHold(), (time) -> any.withMinHold(time).minHold(), mistakes), null);
		LockTimes effective = this.overrides.get().apply(name).or(written);
		Duration minHold = effective.minHold();
		Duration maxHold = effective.maxHold();
		if (minHold != null && maxHold != null && minHold.compareTo(maxHold) > 0) {
			mistakes.add("the shortest hold, " + minHold + ", is longer than the longest, " + maxHold,
					"Lower minHold, or raise maxHold");
		}
		return effective;
	}

	private @Nullable Duration duration(String attribute, String text, Function<Duration, @Nullable Duration> check,
			Mistakes mistakes) {
		if (text.isEmpty()) {
			return null;
		}
		try {
			return check.apply(DurationStyle.detectAndParse(this.placeholders.apply(text)));
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			mistakes.add(attribute + " = \"" + text + "\" cannot be used: " + ex.getMessage(),
					"Write a duration such as \"30s\" or \"500ms\"");
			return null;
		}
	}

	private static OnLost onLost(DistributedLock annotation, ReturnStyle style, Mistakes mistakes) {
		OnLost onLost = annotation.onLost();
		if (onLost == OnLost.CANCEL && style == ReturnStyle.DIRECT) {
			mistakes.add("onLost = CANCEL has nothing to cancel, as the method returns its plain result",
					"Use onLost = INTERRUPT, or return a future or publisher");
		}
		if (onLost == OnLost.INTERRUPT && style == ReturnStyle.PUBLISHER) {
			mistakes.add("onLost = INTERRUPT has no thread to interrupt, as the method returns a publisher",
					"Use onLost = CANCEL");
		}
		return onLost;
	}

	@FunctionalInterface
	private interface Mistakes {

		void add(String problem, String remedy);

	}

}
