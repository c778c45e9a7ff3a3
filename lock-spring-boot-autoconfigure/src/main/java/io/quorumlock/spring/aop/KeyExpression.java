package io.quorumlock.spring.aop;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;

import io.quorumlock.annotation.IllegalLockKeyException;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationException;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;

/**
 * A key expression: parsed once, evaluated once per call, and able only to read.
 * Arguments are data: what they contain is never parsed.
 */
final class KeyExpression {

	private final String where;

	private final Method method;

	private final SpelExpression expression;

	private final Map<String, Integer> variables;

	private KeyExpression(String where, Method method, SpelExpression expression, Map<String, Integer> variables) {
		this.where = where;
		this.method = method;
		this.expression = expression;
		this.variables = variables;
	}

	/**
	 * Parses and checks an expression.
	 * @param text the expression
	 * @param type the class of the bean
	 * @param method the method whose arguments it reads
	 * @return the expression
	 * @throws IllegalArgumentException if it cannot work; the message is the second half
	 * of a sentence
	 */
	static KeyExpression parse(String text, Class<?> type, Method method) {
		if (text.isBlank()) {
			throw new IllegalArgumentException("it is not a SpEL expression: it is blank");
		}
		SpelParserConfiguration configuration = new SpelParserConfiguration(SpelCompilerMode.MIXED,
				type.getClassLoader());
		try {
			SpelExpression expression = new SpelExpressionParser(configuration).parseRaw(text);
			Map<String, Integer> variables = KeySyntax.check(expression.getAST(), new KeyVariables(method));
			return new KeyExpression(WrongUse.describe(type, method), method, expression, variables);
		}
		catch (ParseException | IllegalStateException ex) {
			throw new IllegalArgumentException(
					"it is not a SpEL expression: " + ex.getMessage() + ". Write one such as '#order.id'", ex);
		}
	}

	/**
	 * The key of a call.
	 * @param target the bean behind the proxy
	 * @param targetClass its class
	 * @param args the arguments of the call
	 * @return the key, never blank
	 * @throws IllegalLockKeyException if the result cannot be a key
	 */
	String evaluate(@Nullable Object target, Class<?> targetClass, @Nullable Object[] args) {
		SimpleEvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding()
			.withAssignmentDisabled()
			.withInstanceMethods()
			.withRootObject(new KeyRoot(this.method, args, target, targetClass))
			.build();
		this.variables.forEach((name, position) -> context.setVariable(name, args[position]));
		return text(ObjectUtils.unwrapOptional(value(context)));
	}

	private @Nullable Object value(SimpleEvaluationContext context) {
		try {
			return this.expression.getValue(context);
		}
		catch (EvaluationException ex) {
			throw refused("cannot be evaluated: " + ex.getMessage(), ex);
		}
	}

	private String text(@Nullable Object value) {
		if (value == null) {
			throw refused("is null: pass a value, or leave 'key' out to lock the name alone", null);
		}
		if (value instanceof Collection || value instanceof Map || value.getClass().isArray()) {
			throw refused("is a " + ClassUtils.getShortName(value.getClass())
					+ ", where a key is one value: use an element, or join the elements into one text", null);
		}
		if (!overridesToString(value.getClass())) {
			throw refused("is a " + ClassUtils.getShortName(value.getClass())
					+ ", which has no toString() that is the same on every instance: use its id", null);
		}
		String text = value.toString();
		if (text == null || text.isBlank()) {
			throw refused("is blank: pass a value, or leave 'key' out to lock the name alone", null);
		}
		return text;
	}

	private static boolean overridesToString(Class<?> type) {
		Method method = ClassUtils.getMethodIfAvailable(type, "toString");
		return method == null || method.getDeclaringClass() != Object.class;
	}

	IllegalLockKeyException refused(String problem, @Nullable Throwable cause) {
		return new IllegalLockKeyException(this.where, this.expression.getExpressionString(), problem, cause);
	}

}
