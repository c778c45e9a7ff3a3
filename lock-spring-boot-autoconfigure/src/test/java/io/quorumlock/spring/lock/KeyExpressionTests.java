package io.quorumlock.spring.lock;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.quorumlock.LockName;
import io.quorumlock.annotation.IllegalLockKeyException;
import io.quorumlock.spring.call.Call;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link KeyExpression} and {@link KeySyntax}.
 */
class KeyExpressionTests {

	private static final Method METHOD = method();

	private static final Order ORDER = new Order(42, new Customer("ada", null), List.of("x", "y"));

	static Stream<Arguments> keys() {
		return Stream.of(arguments("#order.id", "42"), arguments("#order.customer.name", "ada"),
				arguments("#p0.id", "42"), arguments("#a0.id", "42"), arguments("#order.id + ':' + #tenant", "42:t1"),
				arguments("#tenant", "t1"), arguments("#root.methodName", "pay"), arguments("#root.method.name", "pay"),
				arguments("#root.args[1]", "t1"), arguments("methodName", "pay"), arguments("'fixed'", "fixed"),
				arguments("#order.items[1]", "y"), arguments("#map['k']", "v"), arguments("#map[k]", "v"),
				arguments("#order.customer?.name", "ada"), arguments("#order.total(2)", "84"),
				arguments("#order.items.size()", "2"), arguments("#order.items.?[#this == 'y'][0]", "y"),
				arguments("#order.items.![length()][0]", "1"), arguments("#missing?.id ?: 'none'", "none"),
				arguments("#id", "00000000-0000-0001-0000-000000000002"), arguments("#maybe", "there"),
				arguments("#order.id > 40 ? 'big' : 'small'", "big"), arguments("#kind", "RETAIL"));
	}

	@ParameterizedTest
	@MethodSource("keys")
	void evaluatesAsCacheableDoes(String expression, String key) {
		assertThat(evaluate(expression, args())).isEqualTo(key);
	}

	@ParameterizedTest
	@MethodSource("keys")
	void evaluatesTheSameOnceCompiled(String expression, String key) {
		KeyExpression parsed = KeyExpression.parse(expression, Orders.class, METHOD);
		for (int i = 0; i < 300; i++) {
			assertThat(parsed.lockName("orders", call(args())).keys()).containsExactly(key);
		}
	}

	static Stream<Arguments> refusedAtStartup() {
		return Stream.of(arguments("#order.", "not a SpEL expression"),
				arguments("#order.id +", "not a SpEL expression"),
				arguments("#ordr.id", "there is no argument 'ordr'. Use one of #a0"),
				arguments("#order.items.?[#that == 'y']", "there is no argument 'that'"),
				arguments("order.id", "'order' is not the name of an argument as it stands. Write '#order'"),
				arguments("'a' + tenant", "Write '#tenant' for the argument"),
				arguments("size()", "'size()' is not a method of anything here"),
				arguments("T(java.lang.Runtime).getRuntime()", "is not allowed"),
				arguments("new String('a')", "is not allowed"), arguments("@orders.next()", "is not allowed"),
				arguments("#order.id = 3", "would change something"),
				arguments("#order.id++", "would change something"), arguments("--#order.id", "would change something"),
				arguments("{id: #order.id}", "it makes a map"));
	}

	@ParameterizedTest
	@MethodSource("refusedAtStartup")
	void refusesAtStartup(String expression, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeyExpression.parse(expression, Orders.class, METHOD))
			.withMessageContaining(message);
	}

	static Stream<Arguments> refusedWhenCalled() {
		return Stream.of(arguments("#missing", "is null"), arguments("#order.customer.city", "is null"),
				arguments("#blank", "is blank"), arguments("#map", "where a key is one value"),
				arguments("{#order.items, #tenant}", "has an element that is a"),
				arguments("{#tenant, #missing}", "has an element that is null"),
				arguments("{#tenant, #blank}", "has an element that is blank"),
				arguments("{}", "is an empty collection"), arguments("#root.args", "has an element that is a"),
				arguments("#empty", "is null"), arguments("#anonymous", "no toString() that is the same"),
				arguments("'x'.repeat(1001)", "has 1001 characters"), arguments("#missing.id", "cannot be evaluated"),
				arguments("#order.colour", "cannot be evaluated"),
				arguments("#root.target.class.classLoader", "cannot be evaluated"));
	}

	@ParameterizedTest
	@MethodSource("refusedWhenCalled")
	void refusesWhenCalledAndNamesMethodAndExpression(String expression, String message) {
		assertThatExceptionOfType(IllegalLockKeyException.class).isThrownBy(() -> evaluate(expression, args()))
			.withMessageContaining(message)
			.withMessageContaining(Orders.class.getName() + ".pay(Order, String, ")
			.withMessageContaining("'" + expression + "'")
			.satisfies((ex) -> assertThat(ex.getExpression()).isEqualTo(expression));
	}

	@ParameterizedTest
	@ValueSource(strings = { "#order.items", "{'y', 'x', 'y'}", "#order.items.toArray()" })
	void collectionsAreSeveralKeys(String expression) {
		assertThat(lockName(expression, args())).isEqualTo(LockName.of("orders", List.of("x", "y")));
	}

	@Test
	void argumentsAreNeverParsed() {
		Object[] args = args();
		args[1] = "#{T(java.lang.Runtime)} ${user.home} '+#order.id+'";
		assertThat(evaluate("#tenant", args)).isEqualTo("#{T(java.lang.Runtime)} ${user.home} '+#order.id+'");
	}

	private static String evaluate(String expression, Object[] args) {
		return lockName(expression, args).keys().get(0);
	}

	private static LockName lockName(String expression, Object[] args) {
		return KeyExpression.parse(expression, Orders.class, METHOD).lockName("orders", call(args));
	}

	private static Call call(Object[] args) {
		return new Call(new SimpleInvocation(METHOD, args), new Orders(), Orders.class);
	}

	private static Object[] args() {
		return new Object[] { ORDER, "t1", Map.of("k", "v"), null, " \t", new UUID(1, 2), Optional.of("there"),
				Optional.empty(), new Object(), Kind.RETAIL };
	}

	private static Method method() {
		return Arrays.stream(Orders.class.getDeclaredMethods())
			.filter((method) -> method.getName().equals("pay"))
			.findFirst()
			.orElseThrow();
	}

	static class Orders {

		void pay(Order order, String tenant, Map<String, String> map, Order missing, String blank, UUID id,
				Optional<String> maybe, Optional<String> empty, Object anonymous, Kind kind) {
		}

	}

	private static final class SimpleInvocation implements MethodInvocation {

		private final Method method;

		private final Object[] args;

		SimpleInvocation(Method method, Object[] args) {
			this.method = method;
			this.args = args;
		}

		@Override
		public Method getMethod() {
			return this.method;
		}

		@Override
		public Object[] getArguments() {
			return this.args;
		}

		@Override
		public Object proceed() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Object getThis() {
			throw new UnsupportedOperationException();
		}

		@Override
		public AccessibleObject getStaticPart() {
			return this.method;
		}

	}

	record Order(long id, Customer customer, List<String> items) {

		public long total(int factor) {
			return this.id * factor;
		}

	}

	record Customer(String name, String city) {

	}

	enum Kind {

		RETAIL

	}

}
