package io.quorumlock.spring.leader;

import java.lang.reflect.Method;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.quorumlock.LockName;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.annotation.OnLoss;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.spring.aop.AnnotationLookup;
import io.quorumlock.spring.aop.ReturnStyle;
import io.quorumlock.spring.aop.SkippedResult;
import io.quorumlock.spring.aop.WrongUse;
import io.quorumlock.spring.call.CallStyle;
import io.quorumlock.spring.call.Fallback;
import io.quorumlock.spring.call.MethodReader;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * Reads the annotation of a method, and says all that is wrong with it.
 */
final class LeaderDefinitionReader implements MethodReader<LeaderDefinition> {

	private final UnaryOperator<String> placeholders;

	LeaderDefinitionReader(UnaryOperator<String> placeholders) {
		this.placeholders = placeholders;
	}

	@Override
	public LeaderDefinition read(Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		LeaderOnly annotation = AnnotationLookup.find(LeaderOnly.class, type, method);
		if (annotation == null) {
			throw new IllegalStateException("No @LeaderOnly on " + WrongUse.describe(type, method));
		}
		ReturnStyle.check("@LeaderOnly", type, method, mistakes);
		if (annotation.onFollower() == OnFollower.SKIP) {
			SkippedResult.check("onFollower", type, method, mistakes);
		}
		if (annotation.runOnGrant() && parameters(method) > 0) {
			mistakes.accept(WrongUse.of(type, method, "runOnGrant = true has no arguments to call the method with",
					"Remove the parameters, or call it from a listener of LeadershipGranted"));
		}
		return new LeaderDefinition(role(annotation, type, method, mistakes), annotation.onFollower(),
				annotation.runOnGrant(), CallStyle.of(method, onLost(annotation, type, method, mistakes),
						fallback(annotation, type, method, mistakes)));
	}

	private String role(LeaderOnly annotation, Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		if (!annotation.role().isEmpty()) {
			try {
				return LockName.requireLegal("role", this.placeholders.apply(annotation.role()));
			}
			catch (IllegalArgumentException ex) {
				mistakes.accept(WrongUse.of(type, method,
						"role = \"" + annotation.role() + "\" cannot be used: " + ex.getMessage(),
						"Write a role such as \"reports\", or leave it out for the application's one role"));
			}
		}
		return LeaderOnly.DEFAULT_ROLE;
	}

	private static OnLost onLost(LeaderOnly annotation, Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		ReturnStyle style = ReturnStyle.of(method);
		if (annotation.onLoss() == OnLoss.INTERRUPT && style == ReturnStyle.PUBLISHER) {
			mistakes.accept(WrongUse.of(type, method,
					"onLoss = INTERRUPT has no thread to interrupt, as the method returns a publisher",
					"Use onLoss = CANCEL"));
		}
		return switch (annotation.onLoss()) {
			case CANCEL -> (style == ReturnStyle.DIRECT) ? OnLost.INTERRUPT : OnLost.CANCEL;
			case INTERRUPT -> OnLost.INTERRUPT;
			case WAIT -> OnLost.SIGNAL;
		};
	}

	private static @Nullable Fallback fallback(LeaderOnly annotation, Class<?> type, Method method,
			Consumer<WrongUse> mistakes) {
		String name = annotation.fallbackMethod();
		if (!name.isEmpty() && annotation.onFollower() == OnFollower.SKIP) {
			mistakes.accept(WrongUse.of(type, method,
					"fallbackMethod = \"" + name + "\" is never called, as followers skip the method",
					"Add onFollower = THROW, or remove the fallback"));
			return null;
		}
		return Fallback.find(name, type, method, NotLeaderException.class, mistakes);
	}

	// The last one of a suspending function is where it continues
	private static int parameters(Method method) {
		return method.getParameterCount() - (KotlinDetector.isSuspendingFunction(method) ? 1 : 0);
	}

}
