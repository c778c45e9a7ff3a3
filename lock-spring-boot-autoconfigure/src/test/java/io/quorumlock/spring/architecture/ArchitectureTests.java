package io.quorumlock.spring.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.quorumlock.annotation.DistributedLock;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StreamUtils;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house.
 */
class ArchitectureTests {

	private static final String AUTOCONFIGURE = "io.quorumlock.spring.autoconfigure";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.withImportOption(new ImportOption.DoNotIncludeJars())
		.importPackages("io.quorumlock.annotation", "io.quorumlock.spring");

	@Test
	void packagesHaveNoCycles() {
		check(slices().matching("io.quorumlock.(**)").should().beFreeOfCycles());
	}

	@Test
	void nothingDependsOnTheWiring() {
		check(noClasses().that()
			.resideOutsideOfPackage(AUTOCONFIGURE)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("..autoconfigure"));
	}

	@Test
	void annotationsDependOnNoOtherRoom() {
		check(noClasses().that()
			.resideInAPackage(DistributedLock.class.getPackageName())
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.quorumlock.spring.."));
	}

	@Test
	void whatRunsAndWhatWiresShareNoPackage() {
		check(classes().that()
			.areAnnotatedWith(Configuration.class)
			.or()
			.areMetaAnnotatedWith(Configuration.class)
			.should()
			.resideInAPackage(AUTOCONFIGURE));
	}

	@Test
	void autoConfigurationsArePublicFinalAndWithoutPublicMembers() {
		DescribedPredicate<CanBeAnnotated> autoConfiguration = CanBeAnnotated.Predicates
			.annotatedWith(AutoConfiguration.class);
		check(classes().that(autoConfiguration).should().bePublic().andShould().haveModifier(JavaModifier.FINAL));
		check(methods().that().areDeclaredInClassesThat(autoConfiguration).should().notBePublic());
		check(fields().that()
			.areDeclaredInClassesThat(autoConfiguration)
			.should()
			.notBePublic()
			.allowEmptyShould(true));
	}

	@Test
	void otherConfigurationsArePackagePrivate() {
		check(classes().that().areAnnotatedWith(Configuration.class).should().bePackagePrivate());
	}

	@Test
	void autoConfigurationsAreListed() throws IOException {
		List<String> existing = CLASSES.stream()
			.filter((each) -> each.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		String path = "/META-INF/spring/" + AutoConfiguration.class.getName() + ".imports";
		try (InputStream stream = DistributedLock.class.getResourceAsStream(path)) {
			String[] listed = StreamUtils.copyToString(stream, StandardCharsets.UTF_8).trim().split("\\R");
			assertThat(Arrays.asList(listed)).isEqualTo(existing);
		}
	}

	@Test
	void lettuceIsKnownToTheClassThatConnectsAlone() {
		check(noClasses().that()
			.haveNameNotMatching(".*\\.RedisLeaseNodes(\\$\\d+)?")
			// Names the class in its condition
			.and()
			.doNotHaveSimpleName("RedisQuorumConfiguration")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.lettuce.."));
	}

	@Test
	void springDataRedisIsKnownToTheClassThatConnectsAndToTheAuditLogAlone() {
		check(noClasses().that()
			.haveNameNotMatching(".*\\.(RedisLeaseNodes(\\$\\d+)?|RedisAuditLog(\\$Chain)?)")
			// They name its classes in their conditions
			.and()
			.doNotHaveSimpleName("RedisQuorumConfiguration")
			.and()
			.doNotHaveSimpleName("RedisAuditConfiguration")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.data.redis.."));
	}

	@Test
	void timeAndChanceComeFromTheCore() {
		check(noClasses().should()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(System.class, "nanoTime")
			.orShould()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(Thread.class, "sleep", long.class)
			.orShould()
			.callMethod(Math.class, "random")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(java.util.Random.class));
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct()).hasSizeGreaterThan(4)
			.allMatch((each) -> each.isAnnotatedWith(NullMarked.class), "is @NullMarked");
	}

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

}
