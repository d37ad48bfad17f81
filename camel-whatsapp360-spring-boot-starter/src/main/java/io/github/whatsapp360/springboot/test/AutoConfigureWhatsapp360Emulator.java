package io.github.whatsapp360.springboot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * Gives the application of a {@code @SpringBootTest} an emulator of 360dialog, on a free port, as the bean
 * {@link io.github.whatsapp360.emulator.Whatsapp360Emulator Whatsapp360Emulator}. The component uses its address and
 * key, whatever the application's own properties say.
 *
 * <p>With {@code webEnvironment = RANDOM_PORT}, {@code from("whatsapp360:events")} gets the emulator's webhooks.
 * Without a web server, no webhook arrives.
 *
 * <p>After each test method, the emulator is {@linkplain io.github.whatsapp360.emulator.Whatsapp360Emulator#reset()
 * emptied}. Test classes with the same application and properties share it with their application context.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@TestPropertySource(
        properties = {"camel.component.whatsapp360.emulator.enabled=true", "camel.component.whatsapp360.emulator.port=0"
        })
public @interface AutoConfigureWhatsapp360Emulator {}
