package io.quorumlock.spring.call;

import java.lang.reflect.Method;

import io.quorumlock.annotation.OnLost;
import io.quorumlock.spring.aop.ReturnStyle;
import io.quorumlock.spring.aop.SkippedResult;
import org.jspecify.annotations.Nullable;

/**
 * How a method is run under its lease, and what stands in for its result.
 *
 * @param returnStyle when the work of the method is done
 * @param returnType what the method returns
 * @param onLost what to do when the lease is lost
 * @param fallback what to call where the method would throw, {@code null} for nothing
 */
public record CallStyle(ReturnStyle returnStyle, Class<?> returnType, OnLost onLost, @Nullable Fallback fallback) {

	/**
	 * The style of a method.
	 * @param method the method
	 * @param onLost what to do when the lease is lost
	 * @param fallback what to call where the method would throw, {@code null} for nothing
	 * @return the style
	 */
	public static CallStyle of(Method method, OnLost onLost, @Nullable Fallback fallback) {
		return new CallStyle(ReturnStyle.of(method), method.getReturnType(), onLost, fallback);
	}

	/**
	 * What a method returns that is skipped.
	 * @return the result in place of the one that the method would have returned
	 */
	public @Nullable Object skipped() {
		return SkippedResult.of(this.returnType);
	}

	/**
	 * What a method returns that cannot have its lease and is not skipped.
	 * @param call the call
	 * @param refusal why it cannot have the lease
	 * @return what the fallback returns
	 * @throws Throwable the refusal if there is no fallback for it, or what that has
	 * thrown
	 */
	public @Nullable Object refused(Call call, RuntimeException refusal) throws Throwable {
		if (this.fallback != null && this.fallback.takes(refusal)) {
			return this.fallback.call(call, refusal);
		}
		throw refusal;
	}

	boolean isStage() {
		return this.returnStyle == ReturnStyle.STAGE;
	}

}
