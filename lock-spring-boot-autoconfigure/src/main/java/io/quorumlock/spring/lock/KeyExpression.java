package io.quorumlock.spring.lock;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.quorumlock.LockName;
import io.quorumlock.annotation.IllegalLockKeyException;
import io.quorumlock.spring.aop.WrongUse;
import io.quorumlock.spring.call.Call;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NativeDetector;
import org.springframework.expression.EvaluationContext;
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

	/** A native image cannot define the classes of compiled expressions. */
	private static final SpelCompilerMode COMPILER = NativeDetector.inNativeImage() ? SpelCompilerMode.OFF
			: SpelCompilerMode.MIXED;

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
		SpelParserConfiguration configuration = new SpelParserConfiguration(COMPILER, type.getClassLoader());
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
	 * What a call locks.
	 * @param name the name to lock
	 * @param call the call
	 * @return the name with the keys of the call
	 * @throws IllegalLockKeyException if the result cannot be a key
	 */
	LockName lockName(String name, Call call) {
		Object value = ObjectUtils.unwrapOptional(value(context(call)));
		try {
			boolean several = value instanceof Collection || ObjectUtils.isArray(value);
			return (value != null && several) ? LockName.of(name, texts(elements(value)))
					: LockName.of(name, text("", value));
		}
		catch (IllegalLockKeyException ex) {
			throw ex;
		}
		catch (IllegalArgumentException ex) {
			throw refused("is refused: " + ex.getMessage(), ex);
		}
	}

	private EvaluationContext context(Call call) {
		SimpleEvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding()
			.withAssignmentDisabled()
			.withInstanceMethods()
			.withRootObject(new KeyRoot(this.method, call.arguments(), call.target(), call.targetClass()))
			.build();
		this.variables.forEach((variable, position) -> context.setVariable(variable, call.arguments()[position]));
		return context;
	}

	private @Nullable Object value(EvaluationContext context) {
		try {
			return this.expression.getValue(context);
		}
		catch (EvaluationException ex) {
			throw refused("cannot be evaluated: " + ex.getMessage(), ex);
		}
	}

	private static Collection<?> elements(Object value) {
		return (value instanceof Collection<?> collection) ? collection
				: Arrays.asList(ObjectUtils.toObjectArray(value));
	}

	private List<String> texts(Collection<?> elements) {
		if (elements.isEmpty()) {
			throw refused("is an empty collection: pass at least one element", null);
		}
		List<String> texts = new ArrayList<>();
		for (Object element : elements) {
			texts.add(text("has an element that ", ObjectUtils.unwrapOptional(element)));
		}
		return texts;
	}

	private String text(String which, @Nullable Object value) {
		if (value == null) {
			throw refused(which + "is null: pass a value, or leave 'key' out to lock the name alone", null);
		}
		if (value instanceof Collection || value instanceof Map || value.getClass().isArray()) {
			throw refused(which + "is a " + ClassUtils.getShortName(value.getClass())
					+ ", where a key is one value: use something of it, or join it into one text", null);
		}
		if (!overridesToString(value.getClass())) {
			throw refused(which + "is a " + ClassUtils.getShortName(value.getClass())
					+ ", which has no toString() that is the same on every instance: use its id", null);
		}
		String text = value.toString();
		if (text == null || text.isBlank()) {
			throw refused(which + "is blank: pass a value, or leave 'key' out to lock the name alone", null);
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
